import type { Reader } from "../documents/engine/texts.ts";
import { isDamage } from "../database/backups/check.ts";
import { UnfitDatabase } from "../database/ground/open.ts";
import type { BackupSummary } from "../domain/backups/backup.ts";
import { formatInstant } from "../domain/ground/date.ts";
import { Trouble, troubleOf, type TroubleKind } from "../domain/ground/error.ts";
import { describeError } from "../cli/describe-error.ts";
import type { Offers } from "./rescue.ts";

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** The screens' own look, as far as a few sentences and a form need it. */
const STYLE = `
  :root { color-scheme: light dark; font: 15px/1.5 "Noto Sans", system-ui, sans-serif; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f7f9fa, #1c2126); color: light-dark(#1b2329, #e8ecef); }
  main { max-width: 40rem; padding: 2rem 1.5rem; }
  h1 { font-size: 1.375rem; line-height: 1.3; margin: 0 0 0.5rem; }
  h2 { font-size: 1rem; margin: 1.5rem 0 0.5rem; }
  p { margin: 0 0 1.25rem; }
  fieldset { border: 0; padding: 0; margin: 0 0 1.25rem; }
  legend { font-weight: 600; padding: 0; margin-bottom: 0.25rem; }
  label.choice { display: flex; gap: 0.75rem; align-items: baseline; padding: 0.5rem 0.75rem; border: 1px solid light-dark(#c3cbd2, #47505a); border-bottom-width: 0; }
  label.choice:first-of-type { border-radius: 4px 4px 0 0; }
  label.choice:last-of-type { border-radius: 0 0 4px 4px; border-bottom-width: 1px; }
  label.choice:has(:checked) { background: light-dark(#dcebf0, #17404d); }
  label small { display: block; color: light-dark(#52606d, #a7b0ba); font-size: 0.8125rem; }
  label.field { display: block; margin-bottom: 1.25rem; font-weight: 600; }
  input[type="password"] { display: block; font: inherit; width: 20rem; max-width: 100%; min-height: 2.5rem; padding: 0 0.75rem; box-sizing: border-box; border: 1px solid light-dark(#7b8794, #69737d); border-radius: 4px; }
  a, button { display: inline-block; font: inherit; min-height: 2.5rem; padding: 0.5rem 1.125rem; border: 0; border-radius: 4px; background: #00617a; color: #fff; text-decoration: none; font-weight: 600; cursor: pointer; box-sizing: border-box; }
  a.quiet { background: none; color: light-dark(#00617a, #53c3e3); }
  .wrong { color: light-dark(#b42318, #ff8a7a); font-weight: 600; }
  :focus-visible { outline: 3px solid light-dark(#00617a, #53c3e3); outline-offset: 2px; }
`;

/** Trouble that is told in other words where nobody has stored anything yet. */
const AT_THE_DOOR: readonly TroubleKind[] = ["database-busy", "database-read-only", "disk-full", "disk-error"];

function sentencesOf(error: unknown, reader: Reader, logId: string): readonly string[] {
  const trouble = troubleOf(error);
  if (trouble && AT_THE_DOOR.includes(trouble.kind)) return [reader.text(`host.trouble.${trouble.kind}`, { path: trouble.path })];
  return describeError(error, reader).map(({ line }) => (line.code === "bug" ? reader.text("error.bug", { logId }) : line.message));
}

/**
 * What a browser shows where the shop's data cannot be opened: what is wrong, what to do, and a link that tries again; where the data is
 * damaged, the backups with a form that restores one.
 * @param logId where main's log has the whole error
 * @param offers of a shop whose data is damaged; `error` is then that, or why a restore was refused
 */
export function troublePage(error: unknown, reader: Reader, logId: string, offers?: Offers): string {
  const { text } = reader;
  const gone = error instanceof Trouble && error.kind === "database-gone";
  const missing = error instanceof UnfitDatabase && error.code === "missing";
  const [what, ...more] = gone
    ? ["rescue.gone.title", "rescue.gone.what", "rescue.gone.how"]
    : missing
      ? ["rescue.missing.title", "rescue.missing.what"]
      : ["rescue.title", "rescue.what"];
  const refused = offers && !missing && !isDamage(error);
  const known = offers !== undefined || gone;
  const sentences = known ? more.map((key) => text(key)) : sentencesOf(error, reader, logId);
  return `<!doctype html>
<html lang="${reader.language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Talon</title>
<style>${STYLE}</style>
<main>
<div role="alert">
<h1>${escaped(text(known ? what! : "host.trouble"))}</h1>
${sentences.map((sentence) => `<p>${escaped(sentence)}</p>`).join("\n")}
</div>
${gone ? saveForm(reader) : offers ? formOf(offers, reader, refused ? sentencesOf(error, reader, logId) : []) : `<a href="" autofocus>${escaped(text("frame.retry"))}</a>`}
</main>
</html>
`;
}

const saveForm = ({ text }: Reader): string => `<form method="post" action="/rescue">
<input type="hidden" name="save" value="yes">
<button autofocus>${escaped(text("rescue.gone.save"))}</button>
<a href="/" class="quiet">${escaped(text("frame.retry"))}</a>
</form>`;

function formOf({ folder, backups }: Offers, reader: Reader, wrong: readonly string[]): string {
  const { text } = reader;
  const again = (primary: boolean): string => `<a href="/" ${primary ? "autofocus" : 'class="quiet"'}>${escaped(text("frame.retry"))}</a>`;
  if (folder === "") return `<p>${escaped(text("rescue.no-folder"))}</p>\n${again(true)}`;
  if (backups === null) return `<p>${escaped(text("rescue.folder-gone", { folder }))}</p>\n${again(true)}`;
  if (backups.length === 0) return `<p>${escaped(text("rescue.none", { folder }))}</p>\n${again(true)}`;
  const needsPassphrase = backups.some(({ encrypted }) => encrypted);
  return `<form method="post" action="/rescue">
${wrong.map((sentence) => `<p class="wrong">${escaped(sentence)}</p>`).join("\n")}
<fieldset>
<legend>${escaped(text("rescue.choose"))}</legend>
${backups.map((backup, index) => choiceOf(backup, index === 0, needsPassphrase, reader)).join("\n")}
</fieldset>
${needsPassphrase ? `<label class="field">${escaped(text("backups.passphrase"))}<input type="password" name="passphrase" autocomplete="off" autofocus></label>` : ""}
<p>${escaped(text("rescue.kept"))}</p>
<button>${escaped(text("backups.restore"))}</button>
${again(false)}
</form>`;
}

/** A time as it stood on this PC's clock: the shop's own zone cannot be read now. */
export const instantHere = (at: number, language: string): string =>
  formatInstant(at, language, new Intl.DateTimeFormat().resolvedOptions().timeZone);

function choiceOf({ name, at, holds, encrypted }: BackupSummary, first: boolean, needsPassphrase: boolean, { text, language }: Reader): string {
  const what = text("backups.holds", { orders: holds.orders, newest: holds.newest?.number ?? "none" });
  const details = [what, ...(encrypted ? [text("backups.encrypted")] : [])].join(" · ");
  return `<label class="choice"><input type="radio" name="backup" value="${escaped(name)}"${first ? " checked" : ""}${first && !needsPassphrase ? " autofocus" : ""}><span>${escaped(instantHere(at, language))}<small>${escaped(details)}</small></span></label>`;
}
