import { longestDays, type Period } from "../ground/calendar.ts";
import type { Language } from "../ground/language.ts";
import { FACTS, type FactName } from "./policy-case.ts";
import { type ModelTerm, type Texts, type Grant, wordsOf, type Clause, type PolicyPack, rulesOf } from "./policy-pack.ts";

/** What is wrong with a pack beyond its shape; each has a sentence `problem.<code>` that `text` stands in. */
export type PackProblem =
  | "text-missing"
  | "text-unused"
  | "duplicate"
  | "cycle"
  | "unknown-model"
  | "period-empty"
  | "window-empty"
  | "window-contradicts"
  | "clause"
  | "value-unknown"
  | "language-unknown"
  | "code-pattern";

/** Where a pack is wrong: `field` is the path, `grants.2.conditions.0`, `text` what stands there. */
export type PackFault = { readonly field: string; readonly problem: PackProblem; readonly text: string };

/** Every clause of a pack with its path. */
function clausesOf(pack: PolicyPack): readonly (readonly [string, Clause])[] {
  const found: [string, Clause][] = [];
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value)) value.forEach((entry, index) => visit(entry, `${path}.${index}`));
    else if (typeof value === "object" && value !== null) {
      if ("fact" in value) found.push([path.slice(1), value as Clause]);
      for (const [key, entry] of Object.entries(value)) visit(entry, `${path}.${key}`);
    }
  };
  const { texts: _texts, words: _words, ...parts } = pack;
  visit(parts, "");
  return found;
}

const QUESTIONS = ["is", "not", "has", "lacks", "atLeast", "atMost", "within"] as const;
const QUESTIONS_OF: Readonly<Record<(typeof FACTS)[FactName]["kind"], readonly (typeof QUESTIONS)[number][]>> = {
  choice: ["is", "not"],
  text: ["is", "not"],
  word: ["is", "not"],
  flag: ["is", "not"],
  number: ["atLeast", "atMost"],
  day: ["within"],
  papers: ["has"],
  list: ["has", "lacks"],
};

/** Names everything in a well-formed pack that contradicts itself or is missing; an empty list for one that can be used. */
export function packProblems(pack: PolicyPack): readonly PackFault[] {
  return [...textProblems(pack), ...termProblems(pack), ...clauseProblems(pack), ...windowProblems(pack), ...wordProblems(pack)];
}

function textProblems(pack: PolicyPack): PackFault[] {
  const problems: PackFault[] = [];
  const lack = (texts: Texts | undefined, path: string): void => {
    for (const language of pack.languages)
      if (!texts?.[language]?.trim()) problems.push({ field: `${path}.${language}`, problem: "text-missing", text: language });
    for (const language of Object.keys(texts ?? {}))
      if (!pack.languages.includes(language as Language))
        problems.push({ field: `${path}.${language}`, problem: "language-unknown", text: language });
  };
  if (new Set(pack.languages).size < pack.languages.length)
    problems.push({ field: "languages", problem: "duplicate", text: pack.languages.join(", ") });
  lack(pack.name, "name");
  const rules = rulesOf(pack);
  for (const rule of rules.keys()) lack(pack.texts[rule], `texts.${rule}`);
  for (const rule of Object.keys(pack.texts)) if (!rules.has(rule)) problems.push({ field: `texts.${rule}`, problem: "text-unused", text: rule });
  for (const kind of ["findings", "defects", "parts"] as const)
    pack.words[kind].forEach(({ name }, index) => lack(name, `words.${kind}.${index}.name`));
  return problems;
}

function wordProblems(pack: PolicyPack): PackFault[] {
  const problems: PackFault[] = [];
  for (const kind of ["findings", "defects", "parts"] as const) {
    const seen = new Set<string>();
    pack.words[kind].forEach(({ id, also = [] }, index) => {
      for (const word of [id, ...also]) {
        if (seen.has(word)) problems.push({ field: `words.${kind}.${index}`, problem: "duplicate", text: word });
        seen.add(word);
      }
    });
  }
  pack.bodyCodes.forEach(({ parts }, index) => {
    const tells = (key: string): number => parts.filter((part) => key in part).length;
    const wrong = (field: string): void => void problems.push({ field: `bodyCodes.${index}.parts${field}`, problem: "code-pattern", text: "" });
    const [years, months] = [tells("year") + tells("yearCodes"), tells("month") + tells("monthCodes")];
    if (years !== 1 || months > 1 || tells("day") > months) wrong("");
    const open = parts.flatMap((part, at) => ("number" in part && part.number[0] !== part.number[1] ? [{ at, span: part.number }] : []));
    for (const { at, span } of open) {
      if (span[0] > span[1]) problems.push({ field: `bodyCodes.${index}.parts.${at}.number`, problem: "window-empty", text: span.join("–") });
      // Nobody could say where one number ends and the next begins.
      if (at !== open[0]!.at) wrong(`.${at}.number`);
    }
    parts.forEach((part, at) => {
      for (const key of ["yearCodes", "monthCodes"] as const) {
        const codes = key in part ? Object.keys((part as Readonly<Record<string, object>>)[key]!) : ["-"];
        if (new Set(codes.map((code) => code.toUpperCase())).size < codes.length || codes.length === 0) wrong(`.${at}.${key}`);
      }
    });
  });
  return problems;
}

function termProblems({ warranty }: PolicyPack): PackFault[] {
  const problems: PackFault[] = [];
  const seen = new Set<string>();
  warranty.models.forEach(({ model, length, like }, index) => {
    const path = `warranty.models.${index}`;
    if (seen.has(model)) problems.push({ field: `${path}.model`, problem: "duplicate", text: model });
    seen.add(model);
    if ((length === undefined) === (like === undefined)) problems.push({ field: path, problem: "clause", text: "length | like" });
    else if (like !== undefined && !warranty.models.some((term) => term.model === like))
      problems.push({ field: `${path}.like`, problem: "unknown-model", text: like });
    else if (like !== undefined && goesInACircle(warranty.models, model))
      problems.push({ field: `${path}.like`, problem: "cycle", text: `${model} → ${like}` });
  });
  warranty.categories.forEach(({ category }, index) => {
    if (warranty.categories.findIndex((term) => term.category === category) < index)
      problems.push({ field: `warranty.categories.${index}.category`, problem: "duplicate", text: category });
  });
  return problems;
}

function goesInACircle(models: readonly ModelTerm[], model: string): boolean {
  const seen = new Set<string>();
  for (let name: string | undefined = model; name !== undefined;) {
    if (seen.has(name)) return true;
    seen.add(name);
    name = models.find((term) => term.model === name)?.like;
  }
  return false;
}

function clauseProblems(pack: PolicyPack): PackFault[] {
  const problems: PackFault[] = [];
  for (const [path, clause] of clausesOf(pack)) {
    const fact = FACTS[clause.fact];
    const asked = QUESTIONS.filter((question) => clause[question] !== undefined);
    if (asked.length !== 1) {
      problems.push({ field: path, problem: "clause", text: QUESTIONS.join(" | ") });
      continue;
    }
    if (!QUESTIONS_OF[fact.kind].includes(asked[0]!)) {
      problems.push({ field: `${path}.${asked[0]}`, problem: "clause", text: QUESTIONS_OF[fact.kind].join(" | ") });
      continue;
    }
    const values = [...(clause.is ?? []), ...(clause.not ?? []), ...(clause.has ?? []), ...(clause.lacks ?? [])];
    const known: readonly (string | boolean)[] | undefined =
      fact.kind === "flag" ? [true, false] : fact.kind === "choice" ? fact.values : wordsOf(pack, clause.fact)?.map(({ id }) => id);
    for (const value of values)
      if (known ? !known.includes(value) : typeof value !== "string")
        problems.push({ field: `${path}.${asked[0]}`, problem: "value-unknown", text: String(value) });
  }
  return problems;
}

function windowProblems(pack: PolicyPack): PackFault[] {
  const problems: PackFault[] = [];
  const { warranty } = pack;
  const periods: (readonly [string, Period | undefined])[] = [
    ["warranty.length", warranty.length],
    ...warranty.models.map(({ length }, index) => [`warranty.models.${index}.length`, length] as const),
    ...warranty.categories.map(({ length }, index) => [`warranty.categories.${index}.length`, length] as const),
    ...pack.grants.map(({ approval }, index) => [`grants.${index}.approval.within`, approval?.within] as const),
    ...clausesOf(pack).flatMap(([path, { within }]) => [
      [`${path}.within.after`, within?.after] as const,
      [`${path}.within.until`, within?.until] as const,
    ]),
    ...pack.deadlines.map(({ within: { hours, days } }, index) => [`deadlines.${index}.within`, { days: days ?? hours }] as const),
  ];
  for (const [path, period] of periods)
    if (period && period.months === undefined && period.days === undefined) problems.push({ field: path, problem: "period-empty", text: "" });
  for (const [path, { within }] of clausesOf(pack)) {
    if (!within) continue;
    if (!within.after && !within.until) problems.push({ field: `${path}.within`, problem: "clause", text: "after | until" });
    if (within.after && within.until && longestDays(within.after) >= longestDays(within.until))
      problems.push({ field: `${path}.within`, problem: "window-empty", text: "after ≥ until" });
  }
  pack.grants.forEach((grant, index) => {
    const path = `grants.${index}`;
    const windows = grant.conditions.flatMap(({ within, unless }, at) => (within?.until && !unless ? [{ at, within, until: within.until }] : []));
    // A day cannot lie in a window that closes before another one, which it must also lie in, opens; nor can one deadline end on two days.
    for (const { at, within, until } of windows)
      for (const other of windows) {
        if (within.from !== other.within.from || at === other.at) continue;
        const apart = within.after && longestDays(within.after) >= longestDays(other.until);
        const torn = at > other.at && within.closes && within.closes === other.within.closes && longestDays(until) !== longestDays(other.until);
        if (apart || torn)
          problems.push({ field: `${path}.conditions.${at}.within`, problem: "window-contradicts", text: `${path}.conditions.${other.at}.within` });
      }
    // Two lengths for the same remedy in the same case: nobody could say which holds.
    pack.grants.slice(0, index).forEach((before, earlier) => {
      const same = (one: Grant): string => JSON.stringify([[...one.gives].sort(), one.coverage ?? [], one.for]);
      if (same(before) !== same(grant)) return;
      problems.push({ field: path, problem: "window-contradicts", text: `grants.${earlier}` });
    });
    grant.conditions.forEach((condition, at) => {
      // What must be reported before it may be asked for cannot be reported later than that.
      const asked = windows.find(({ within }) => within.closes === "request-return" && within.from === condition.within?.from);
      if (
        condition.within?.closes === "report-damage" &&
        condition.within.until &&
        asked &&
        longestDays(condition.within.until) > longestDays(asked.until)
      )
        problems.push({ field: `${path}.conditions.${at}.within`, problem: "window-contradicts", text: `${path}.conditions.${asked.at}.within` });
    });
  });
  pack.deadlines.forEach((row, index) => {
    const earlier = pack.deadlines.findIndex(({ what, when }) => what === row.what && JSON.stringify(when) === JSON.stringify(row.when));
    if (earlier < index) problems.push({ field: `deadlines.${index}.within`, problem: "window-contradicts", text: `deadlines.${earlier}.within` });
  });
  return problems;
}
