import { formatInstant } from "../../src-main/domain/ground/date.ts";
import { refusalValues } from "../../src-main/domain/ground/refusal.ts";
import { callOf } from "../client/client.ts";
import { troubleOfCall } from "../client/trouble.ts";
import { leave, useSession } from "./session.ts";
import { ANY_CALL, tell } from "./tray.ts";

export type Texts = { readonly language: string; readonly t: (key: string, values?: Readonly<Record<string, string | number>>) => string };

/** Fields that were refused, by path, with the sentence beside each. */
export type FieldErrors = Readonly<Record<string, string>>;

/** A refusal speaks the reader's language, with times in the shop's zone; a shop's own word stands as it is. */
const wordsOf = ({ language, t }: Texts): Parameters<typeof refusalValues>[1] => ({
  term: (family, id) => {
    const key = `${family}.${id}`;
    const text = t(key);
    return text === key ? id : text;
  },
  instant: (at) => formatInstant(at, language, useSession.getState().welcome?.settings.timeZone ?? "UTC"),
});

/** A sentence for what a call threw. */
export function sentenceOf(error: unknown, texts: Texts): string {
  const trouble = troubleOfCall(error);
  switch (trouble.kind) {
    case "refused":
      return texts.t(`error.${trouble.code}`, refusalValues(trouble.data, wordsOf(texts)));
    case "invalid":
      return texts.t("error.fields", { count: trouble.problems.length });
    case "trouble":
      return texts.t(`trouble.${trouble.trouble}`, { path: trouble.path });
    case "signed-out":
      return texts.t("error.signed-out");
    case "bug":
      return texts.t("error.bug", { logId: trouble.logId });
    case "line":
      return texts.t("error.line");
  }
}

/** Fields that a call refused, with a sentence for each; a refusal that names a field counts too. Empty for other trouble. */
export function fieldErrorsOf(error: unknown, texts: Texts): FieldErrors {
  const trouble = troubleOfCall(error);
  if (trouble.kind === "invalid")
    return Object.fromEntries(trouble.problems.map(({ field, problem, text = "" }) => [field, texts.t(`problem.${problem}`, { text })]));
  if (trouble.kind === "refused" && typeof trouble.data["field"] === "string") return { [trouble.data["field"]]: sentenceOf(error, texts) };
  return {};
}

/** Puts what a call threw into the tray; trouble of the world and a lost line offer to try again. */
export function report(error: unknown, texts: Texts, again?: () => void): void {
  const { kind } = troubleOfCall(error);
  if (kind === "signed-out") return leave();
  tell({
    tone: "bad",
    text: sentenceOf(error, texts),
    again: kind === "trouble" || kind === "line" ? again : undefined,
    call: kind === "line" ? ANY_CALL : callOf(error),
  });
}
