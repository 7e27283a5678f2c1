import type { Language } from "../../../../src-main/domain/ground/language.ts";
import { rulesOf, type PolicyPack, type Texts } from "../../../../src-main/domain/warranty/policy-pack.ts";
import { getIn, putIn, type Path } from "./pack-path.ts";

/** The pack without texts of rules that it names no more. */
export function tidied(pack: PolicyPack): PolicyPack {
  const rules = rulesOf(pack);
  const used = Object.entries(pack.texts).filter(([rule]) => rules.has(rule));
  return used.length === Object.keys(pack.texts).length ? pack : { ...pack, texts: Object.fromEntries(used) };
}

/** The first free id of a family of rules, `exclusion.3`. */
export function freshRule(pack: PolicyPack, family: string): string {
  const rules = rulesOf(pack);
  let number = 1;
  while (rules.has(`${family}.${number}`) || `${family}.${number}` in pack.texts) number++;
  return `${family}.${number}`;
}

/**
 * Gives the rule at a path another id. It takes its texts along, unless the new id has texts of its own: then it says the same as
 * the rules that have it already.
 * @param path of the `rule` field
 */
export function renameRule(pack: PolicyPack, path: Path, id: string): PolicyPack {
  const before = getIn(pack, path) as string;
  if (id === "" || id === before) return pack;
  const texts = id in pack.texts || !(before in pack.texts) ? pack.texts : { ...pack.texts, [id]: pack.texts[before]! };
  return tidied(putIn({ ...pack, texts }, path, id));
}

/** How many rows of the pack a rule stands in. */
export function usesOf(pack: PolicyPack, rule: string): number {
  const count = (value: unknown): number => {
    if (typeof value !== "object" || value === null) return 0;
    const own = "rule" in value && value.rule === rule ? 1 : 0;
    return Object.values(value).reduce<number>((sum, part) => sum + count(part), own);
  };
  const { texts: _texts, words: _words, ...rows } = pack;
  return count(rows);
}

const inLanguages = (texts: Texts, languages: readonly Language[]): Texts =>
  Object.fromEntries(Object.entries(texts).filter(([language]) => languages.includes(language as Language)));

/** The pack as it is sent and saved: without texts in languages that were taken out, which the editor keeps in case they come back. */
export function sentPack(pack: PolicyPack): PolicyPack {
  const { languages } = pack;
  const name = <Word extends { readonly name: Texts }>(word: Word): Word => ({ ...word, name: inLanguages(word.name, languages) });
  return {
    ...pack,
    name: inLanguages(pack.name, languages),
    words: { findings: pack.words.findings.map(name), defects: pack.words.defects.map(name), parts: pack.words.parts.map(name) },
    texts: Object.fromEntries(Object.entries(pack.texts).map(([rule, texts]) => [rule, inLanguages(texts, languages)])),
  };
}

/** A policy that begins as another one, under an id that nobody has. */
export function copyOf(pack: PolicyPack, taken: readonly string[]): PolicyPack {
  const plain = `${pack.id}-copy`;
  let id = plain;
  for (let number = 2; taken.includes(id); number++) id = `${plain}-${number}`;
  return { ...pack, id, version: 1, brands: [] };
}
