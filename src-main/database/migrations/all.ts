import type { Database } from "better-sqlite3";
import { counter } from "./001-counter.ts";
import { paperShop } from "./002-paper-shop.ts";
import { policies } from "./003-policies.ts";
import { printers } from "./004-printers.ts";
import { templates } from "./005-templates.ts";
import { imports } from "./006-imports.ts";
import { searchStretches } from "./007-search-stretches.ts";
import { shopFigures } from "./008-shop-figures.ts";
import { customerPrefixes } from "./009-customer-prefixes.ts";
import { codeEnds } from "./010-code-ends.ts";
import { rowsByOrder } from "./011-rows-by-order.ts";
import { cameAgain } from "./012-came-again.ts";
import { secondImei } from "./013-second-imei.ts";
import { rights } from "./014-rights.ts";
import { hiddenImports } from "./015-hidden-imports.ts";
import { extensions } from "./016-extensions.ts";
import { unitsApart } from "./017-units-apart.ts";
import { photoDetails } from "./018-photo-details.ts";
import { leanPapers } from "./019-lean-papers.ts";
import { openDrafts } from "./020-open-drafts.ts";
import { modelCodes } from "./021-model-codes.ts";
import { whoseFile } from "./022-whose-file.ts";
import { leanRows } from "./023-lean-rows.ts";

/** Every migration in order; the index plus one is the `user_version` that it leads to. A shipped one is never edited. */
export const MIGRATIONS: readonly ((db: Database) => void)[] = [
  counter,
  paperShop,
  policies,
  printers,
  templates,
  imports,
  searchStretches,
  shopFigures,
  customerPrefixes,
  codeEnds,
  rowsByOrder,
  cameAgain,
  secondImei,
  rights,
  hiddenImports,
  extensions,
  unitsApart,
  photoDetails,
  leanPapers,
  openDrafts,
  modelCodes,
  whoseFile,
  leanRows,
];
