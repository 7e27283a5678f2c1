import type { Database } from "better-sqlite3";
import { prepared } from "./prepared.ts";
import type { Seal } from "../../storage/seal.ts";

type Row = { readonly label: string; readonly sealed: Buffer };

/** What a draft is bound to; a passcode is bound to its order's id. */
export const draftLabel = (benchId: string): string => `draft ${benchId}`;

const statements = prepared((db) => ({
  all: db.prepare<[], Row>(
    "SELECT order_id AS label, sealed FROM passcode UNION ALL SELECT 'draft ' || bench_id, sealed FROM draft WHERE sealed <> x''",
  ),
  any: db.prepare<[], number>("SELECT EXISTS (SELECT 1 FROM passcode) OR EXISTS (SELECT 1 FROM draft WHERE sealed <> x'')").pluck(),
}));

/** Whether anything is sealed. */
export const holdsSealed = (db: Database): boolean => statements(db).any.get() === 1;

/** How many passcodes and drafts no key opens that lies here now. @param seal undefined where there is no key */
export function countLocked(db: Database, seal: Seal | undefined): number {
  seal?.refresh();
  let count = 0;
  for (const { label, sealed } of statements(db).all.iterate()) if (!seal?.opens(sealed, label)) count++;
  return count;
}
