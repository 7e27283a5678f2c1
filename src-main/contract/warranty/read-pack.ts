import { DomainError } from "../../domain/ground/error.ts";
import type { FieldProblem, Problem } from "../../domain/ground/field-problem.ts";
import type { PolicyPack } from "../../domain/warranty/policy-pack.ts";
import { packProblems } from "../../domain/warranty/pack-problem.ts";
import { policyPack } from "./policy-pack.ts";
import { problemsOf } from "../ground/problem.ts";

/** A pack that says nothing: it stands in for what a broken one lacks, so that the rest of it can be looked at. */
const BLANK = {
  id: "blank",
  version: 1,
  languages: ["en"],
  name: {},
  brands: [],
  words: { findings: [], defects: [], parts: [] },
  bodyCodes: [],
  scope: [],
  warranty: { rule: "blank", from: "purchase", length: { months: 1 }, models: [], categories: [] },
  papers: [],
  covers: [],
  exclusions: [],
  classes: [],
  grants: [],
  charges: [],
  deadlines: [],
  notes: [],
  returnTo: { address: "", courierAccount: "" },
  texts: {},
};

type Pruned = { readonly value: unknown; readonly origins: ReadonlyMap<string, readonly number[]> };

const below = (at: string, key: string | number): string => (at === "" ? String(key) : `${at}.${key}`);

/** A value without some of its places. @returns also where the entries of each list, by its path now, stood before */
function prune(whole: unknown, gone: ReadonlySet<string>): Pruned {
  const origins = new Map<string, readonly number[]>();
  const visit = (value: unknown, was: string, is: string): unknown => {
    if (Array.isArray(value)) {
      const kept = [...value.keys()].filter((index) => !gone.has(below(was, index)));
      origins.set(is, kept);
      return kept.map((index, place) => visit(value[index], below(was, index), below(is, place)));
    }
    if (typeof value !== "object" || value === null) return value;
    const fields = Object.entries(value).filter(([key]) => !gone.has(below(was, key)));
    return Object.fromEntries(fields.map(([key, held]) => [key, visit(held, below(was, key), below(is, key))]));
  };
  return { value: visit(whole, "", ""), origins };
}

/** The path that a place of a pruned value had before. */
function originOf(field: string, origins: Pruned["origins"]): string {
  let [was, is] = ["", ""];
  for (const key of field.split(".")) {
    was = below(was, origins.get(is)?.[Number(key)] ?? key);
    is = below(is, key);
  }
  return was;
}

/** Problems that what was taken away may have brought about. */
const BY_TAKING_AWAY: readonly Problem[] = ["text-unused", "value-unknown", "unknown-model", "period-empty"];

/** Times that the place around a refused one is taken away as well. */
const MOST_STEPS = 8;

const isRecord = (value: unknown): value is object => typeof value === "object" && value !== null && !Array.isArray(value);

/** What contradicts itself in those parts of a pack that have the right shape. @param refused what the schema found wrong */
function problemsBeside(data: object, refused: readonly FieldProblem[]): readonly FieldProblem[] {
  const gone = new Set(refused.map(({ field }) => field));
  for (let step = 0; step < MOST_STEPS; step++) {
    const { value, origins } = prune(data, gone);
    const rest = value as { readonly warranty?: unknown };
    const warranty = typeof rest.warranty === "object" ? { ...BLANK.warranty, ...rest.warranty } : BLANK.warranty;
    const read = policyPack.safeParse({ ...BLANK, ...rest, warranty });
    if (read.success) {
      const onlyUnknown = refused.every(({ problem }) => problem === "unknown-field");
      const inside = (one: string, other: string): boolean => `${one}.`.startsWith(`${other}.`);
      return packProblems(read.data)
        .map((fault) => ({ ...fault, field: originOf(fault.field, origins) }))
        .filter(
          ({ field, problem }) =>
            (onlyUnknown || !BY_TAKING_AWAY.includes(problem)) &&
            !(gone.has("languages") && /^text-|^language-/.test(problem)) &&
            !inside(field, `texts.${BLANK.warranty.rule}`) &&
            ![...gone].some((taken) => inside(field, taken) || (!onlyUnknown && inside(taken, field))),
        );
    }
    for (const { field } of problemsOf(read.error.issues)) {
      const was = originOf(field, origins);
      gone.add(gone.has(was) ? was.split(".").slice(0, -1).join(".") : was);
    }
    if (gone.has("")) return [];
  }
  return [];
}

/**
 * Reads a pack from the text of a file or of the editor.
 * @param file what the text is called where it cannot be read
 * @throws DomainError `file.not-json`, `input.invalid` with the path of everything that is wrong
 */
export function readPack(text: string, file = ""): PolicyPack {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    throw new DomainError("file.not-json", { field: file === "" ? "text" : "file", text: file });
  }
  const read = policyPack.safeParse(data);
  const refused = read.success ? [] : problemsOf(read.error.issues);
  const problems = read.success ? packProblems(read.data) : [...refused, ...(isRecord(data) ? problemsBeside(data, refused) : [])];
  if (problems.length > 0) throw new DomainError("input.invalid", { problems });
  return read.data!;
}
