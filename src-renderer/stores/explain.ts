import { formatInstant } from "../../src-main/domain/date.ts";
import type { OrderState } from "../../src-main/domain/order-state.ts";
import { troubleOfCall } from "../client/trouble.ts";
import { useSession } from "./session.ts";
import { tell } from "./tray.ts";

type Texts = { readonly language: string; readonly t: (key: string, values?: Readonly<Record<string, string | number>>) => string };

/** Fields that were refused, by path, with the sentence beside each. */
export type FieldErrors = Readonly<Record<string, string>>;

const STATE_FIELDS = ["state", "from", "to"];
const STATE_LISTS = ["allowed", "next"];

/** The text of a shipped accessory, or the shop's own word as it is. */
function accessoryName(name: string, t: Texts["t"]): string {
  const text = t(`accessory.${name}`);
  return text === `accessory.${name}` ? name : text;
}

/** A refusal's values as words of the reader's language. */
function valuesOf(data: Readonly<Record<string, unknown>>, { language, t }: Texts): Record<string, string | number> {
  const zone = useSession.getState().welcome?.settings.timeZone ?? "UTC";
  return Object.fromEntries(
    Object.entries(data).flatMap(([key, value]): [string, string | number][] => {
      if (STATE_FIELDS.includes(key) && typeof value === "string") return [[key, t(`state.${value}`)]];
      if (STATE_LISTS.includes(key) && Array.isArray(value)) return [[key, (value as OrderState[]).map((state) => t(`state.${state}`)).join(", ")]];
      if (key === "what" && typeof value === "string") return [[key, t(`event.${value}`)]];
      if (key === "items" && Array.isArray(value)) return [[key, value.map((name) => accessoryName(String(name), t)).join(", ")]];
      if (key === "at" && typeof value === "number") return [[key, formatInstant(value, language, zone)]];
      if (Array.isArray(value)) return [[key, value.join(", ")]];
      return typeof value === "string" || typeof value === "number" ? [[key, value]] : [];
    }),
  );
}

/** A sentence for what a call threw. */
export function sentenceOf(error: unknown, texts: Texts): string {
  const trouble = troubleOfCall(error);
  switch (trouble.kind) {
    case "refused":
      return texts.t(`error.${trouble.code}`, { ...EMPTY_VALUES, ...valuesOf(trouble.data, texts) });
    case "invalid":
      return texts.t("error.fields", { count: trouble.problems.length });
    case "trouble":
      return texts.t(`trouble.${trouble.trouble}`);
    case "signed-out":
      return texts.t("error.signed-out");
    case "bug":
      return texts.t("error.bug", { logId: trouble.logId });
    case "line":
      return texts.t("error.line");
  }
}

/** Sentences never fail for a value that a refusal did not bring. */
const EMPTY_VALUES = {
  number: "",
  by: "",
  at: "",
  what: "",
  state: "",
  from: "",
  to: "",
  allowed: "",
  next: "",
  items: "",
  seconds: 0,
  left: 0,
  megabytes: 0,
  text: "",
};

/** Fields that a call refused, with a sentence for each; a refusal that names a field counts too. Empty for other trouble. */
export function fieldErrorsOf(error: unknown, texts: Texts): FieldErrors {
  const trouble = troubleOfCall(error);
  if (trouble.kind === "invalid") return Object.fromEntries(trouble.problems.map(({ field, problem }) => [field, texts.t(`problem.${problem}`)]));
  if (trouble.kind === "refused" && typeof trouble.data["field"] === "string") return { [trouble.data["field"]]: sentenceOf(error, texts) };
  return {};
}

/** Puts what a call threw into the tray; trouble of the world and a lost line offer to try again. */
export function report(error: unknown, texts: Texts, again?: () => void): void {
  const { kind } = troubleOfCall(error);
  if (kind === "signed-out") return useSession.setState({ phase: "signed-out", person: null });
  tell({ tone: "bad", text: sentenceOf(error, texts), again: kind === "trouble" || kind === "line" ? again : undefined });
}
