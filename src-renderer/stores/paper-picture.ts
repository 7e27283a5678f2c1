import type { PrintJob } from "../../src-main/domain/printing/print-job.ts";
import { api } from "../client/client.ts";

/** A label as the dots that its printer sets; a page as lines, sharp in every size and quick to make. */
const FORMS = {
  certificate: { format: "svg" },
  handback: { format: "svg" },
  decision: { format: "svg" },
  approval: { format: "svg" },
  label: { format: "png", dpi: 203 },
  accessory: { format: "png", dpi: 203 },
} as const;

/** The query for the picture of a job's paper, as every screen shows it. */
export const paperPicture = ({ id, kind }: Pick<PrintJob, "id" | "kind">) => api.paper.render.queryOptions({ input: { id, ...FORMS[kind] } });
