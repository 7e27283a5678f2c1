import type { Reader } from "../documents/texts.ts";
import { troubleOf, type TroubleKind } from "../domain/error.ts";
import { describeError } from "./describe-error.ts";

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** The screens' own look, as far as one sentence needs it. */
const STYLE = `
  :root { color-scheme: light dark; font: 15px/1.5 "Noto Sans", system-ui, sans-serif; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f7f9fa, #1c2126); color: light-dark(#1b2329, #e8ecef); }
  main { max-width: 34rem; padding: 2rem 1.5rem; }
  h1 { font-size: 1.375rem; line-height: 1.3; margin: 0 0 0.5rem; }
  p { margin: 0 0 1.25rem; }
  a { display: inline-block; padding: 0.5rem 1.125rem; border-radius: 4px; background: #00617a; color: #fff; text-decoration: none; font-weight: 600; }
  a:focus-visible { outline: 3px solid light-dark(#00617a, #53c3e3); outline-offset: 2px; }
`;

/** Trouble that is told in other words where nobody has stored anything yet. */
const AT_THE_DOOR: readonly TroubleKind[] = ["database-busy", "database-read-only", "disk-full", "disk-error"];

function sentencesOf(error: unknown, reader: Reader, logId: string): readonly string[] {
  const kind = troubleOf(error)?.kind;
  if (kind && AT_THE_DOOR.includes(kind)) return [reader.text(`host.trouble.${kind}`)];
  return describeError(error, reader).map(({ line }) => (line.code === "bug" ? reader.text("error.bug", { logId }) : line.message));
}

/**
 * What a browser shows where the shop's data cannot be opened: what is wrong, what to do, and a link that tries again.
 * @param logId where main's log has the whole error
 */
export function troublePage(error: unknown, reader: Reader, logId: string): string {
  const { text } = reader;
  return `<!doctype html>
<html lang="${reader.language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Talon</title>
<style>${STYLE}</style>
<main role="alert">
<h1>${escaped(text("host.trouble"))}</h1>
${sentencesOf(error, reader, logId)
  .map((sentence) => `<p>${escaped(sentence)}</p>`)
  .join("\n")}
<a href="" autofocus>${escaped(text("frame.retry"))}</a>
</main>
</html>
`;
}
