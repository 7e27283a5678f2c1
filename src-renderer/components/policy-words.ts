import type { PolicyPack, PolicyWord } from "../../src-main/domain/policy-pack.ts";
import { packText } from "../../src-main/domain/policy-text.ts";
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
