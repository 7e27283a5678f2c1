import type { Writable } from "node:stream";
import { namedCase } from "../contract/warranty/case-line.ts";
import { policyCase } from "../contract/warranty/policy-pack.ts";
import type { Reader } from "../documents/engine/texts.ts";
import { unmetBy } from "../domain/warranty/policy-expectation.ts";
import type { PolicyPack } from "../domain/warranty/policy-pack.ts";
import { decide } from "../domain/warranty/policy.ts";
import type { Decision } from "../domain/warranty/policy-decision.ts";
import { answerLines, readCaseLine, type LineProblems } from "./case-lines.ts";

type DecidedLine = Decision & { readonly name?: string; readonly met?: boolean; readonly unmet?: readonly string[] };

/** Decides one line. @returns the decision, or everything that is wrong with the line */
function decideLine(text: string, packs: ReadonlyMap<string, PolicyPack>): DecidedLine | LineProblems {
  const line = readCaseLine(text, policyCase, namedCase);
  if (!("it" in line)) return line;
  const { within, it, name, expect } = line;
  const pack = packs.get(it.policy);
  if (!pack) return { problems: [{ field: `${within}policy`, problem: "value-unknown", text: it.policy }] };
  const decision = decide(pack, it);
  if (!expect) return name === undefined ? decision : { ...decision, name };
  const unmet = unmetBy(decision, expect);
  return { ...decision, ...(name !== undefined && { name }), met: unmet.length === 0, unmet };
}

/**
 * Decides every case of a file, one per line, and writes one JSON object per line in the same order: the decision, or what is wrong with
 * the line.
 * @param readerOf who reads what is wrong; asked for when something is
 * @returns whether every line could be decided
 * @throws DomainError `file.unreadable`
 */
export const decideCases = (file: string, packs: ReadonlyMap<string, PolicyPack>, out: Writable, readerOf: () => Reader): Promise<boolean> =>
  answerLines(file, (text) => decideLine(text, packs), out, readerOf);
