import type { ReactNode } from "react";
import { ChargesPart } from "./part-charges.tsx";
import { PolicyPart } from "./part-policy.tsx";
import { RemediesPart } from "./part-remedies.tsx";
import { CoverPart, DeadlinesPart, PapersPart, ServicePart } from "./part-rules.tsx";
import { TermPart } from "./part-term.tsx";
import { WordsPart } from "./part-words.tsx";
import type { Part } from "./parts.ts";

/** What each page of the editor shows. */
export const PART_PAGES: Readonly<Record<Part, () => ReactNode>> = {
  policy: PolicyPart,
  term: TermPart,
  papers: PapersPart,
  cover: CoverPart,
  service: ServicePart,
  remedies: RemediesPart,
  charges: ChargesPart,
  deadlines: DeadlinesPart,
  words: WordsPart,
};
