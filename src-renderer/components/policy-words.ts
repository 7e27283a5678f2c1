import type { PolicyPack, PolicyWord } from "../../src-main/domain/warranty/policy-pack.ts";
import { packText } from "../../src-main/domain/warranty/policy-text.ts";
import { wordOr } from "./labels.ts";
import type { Texts } from "./text.tsx";

/** What a fact that a decision lacks is called; a paper that only this pack knows keeps the pack's own word. */
export function factWord(texts: Texts, path: string): string {
  const paper = /^purchase\.(?:proof|documents)\.(.+)$/.exec(path)?.[1];
  return paper !== undefined && !texts.has(`policy.fact.${path}`) ? wordOr(texts, "proof", paper) : wordOr(texts, "policy.fact", path);
}

/** A pack's words of the trade as choices in the reader's language; what was chosen before and is no word of the pack any more stays. */
export function wordChoices(
  words: readonly PolicyWord[],
  pack: PolicyPack,
  language: string,
  chosen: readonly string[],
): { readonly value: string; readonly label: string }[] {
  const own = words.map(({ id, name }) => ({ value: id, label: packText(name, pack, language, id) }));
  const foreign = chosen.filter((id) => !words.some((word) => word.id === id));
  return [...own, ...foreign.map((id) => ({ value: id, label: id }))];
}

/** The one choice that a half-typed text can mean; undefined where it could mean several, or none. */
export function onlyMatch<Choice extends { readonly label: string }>(choices: readonly Choice[], text: string): Choice | undefined {
  const plain = (label: string): string => label.trim().toLowerCase();
  const looked = plain(text);
  if (looked === "") return undefined;
  const found = choices.filter(({ label }) => plain(label).includes(looked));
  return found.find(({ label }) => plain(label) === looked) ?? (found.length === 1 ? found[0] : undefined);
}
