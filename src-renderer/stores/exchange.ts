import { create } from "zustand";
import {
  UPLOAD_CHUNK_BYTES,
  USUAL_PLAN,
  type ExportStep,
  type FileLook,
  type ImportCounts,
  type ImportPhase,
  type ImportPlan,
  type ImportReport,
  type ImportStep,
} from "../../src-main/domain/transfer/import.ts";
import { client } from "../client/client.ts";
import { report, type Texts } from "./explain.ts";
import { tell } from "./tray.ts";

/** What is going on with the file that was chosen: it goes on while other screens are looked at. */
export type ImportState = {
  readonly file: string | null;
  readonly phase: "none" | "uploading" | "planning" | "checking" | "checked" | "running";
  readonly look: FileLook | null;
  readonly plan: ImportPlan | null;
  readonly report: ImportReport | null;
  /** How far the work is, of 1, and at which row. */
  readonly share: number;
  readonly rows: number;
  readonly doing: ImportPhase;
};

const NOTHING: ImportState = { file: null, phase: "none", look: null, plan: null, report: null, share: 0, rows: 0, doing: "reading" };

export const useImport = create<ImportState>(() => NOTHING);

/** An export on its way, and where the last one lies. */
export type ExportState = {
  readonly running: boolean;
  readonly file: string;
  readonly share: number;
  readonly done: Extract<ExportStep, { kind: "done" }> | null;
};

export const useExport = create<ExportState>(() => ({ running: false, file: "", share: 0, done: null }));

const set = useImport.setState;
let work: AbortController | undefined;
let exportWork: AbortController | undefined;

/**
 * Runs work that can be cancelled; what went wrong is told, and the state before is back.
 * @param finished whether work that was cancelled had come to its end before it heard of that
 */
async function attempt(
  texts: Texts,
  before: Partial<ImportState>,
  run: (signal: AbortSignal) => Promise<void>,
  finished: () => Promise<boolean> = () => Promise.resolve(false),
): Promise<void> {
  work = new AbortController();
  const { signal } = work;
  try {
    await run(signal);
  } catch (error) {
    try {
      if (!signal.aborted) throw error;
      if (await finished()) return;
      tell({ tone: "good", text: texts.t("exchange.cancelled") });
    } catch (trouble) {
      report(trouble, texts);
    }
    set(before);
  }
}

export const cancelImport = (): void => work?.abort();
export const cancelExport = (): void => exportWork?.abort();

/** Sends a file in pieces, so that neither end holds it whole, and looks at it. */
export async function chooseFile(file: File, texts: Texts): Promise<void> {
  set({ ...NOTHING, file: file.name, phase: "uploading" });
  await attempt(texts, NOTHING, async (signal) => {
    let offset = 0;
    do {
      const piece = file.slice(offset, offset + UPLOAD_CHUNK_BYTES);
      await client.exchange.upload({ offset, piece: new File([piece], "piece") }, { signal });
      offset += piece.size;
      set({ share: file.size === 0 ? 1 : offset / file.size });
    } while (offset < file.size);
    await lookAgain({});
  });
}

/** Looks at the file again, with what a person says of it. */
async function lookAgain(chosen: Partial<Pick<ImportPlan, "kind" | "encoding" | "delimiter" | "headRow">>): Promise<void> {
  const look = await client.exchange.look(chosen);
  const { kind, encoding, delimiter, headRow, mapping } = look;
  set({ phase: "planning", look, plan: { kind, encoding, delimiter, headRow, mapping, ...USUAL_PLAN }, report: null });
}

/** Changes how the file is read: its kind, encoding, delimiter or the row of its headings makes for another look at it. */
export async function changePlan(change: Partial<ImportPlan>, texts: Texts): Promise<void> {
  const { plan } = useImport.getState();
  if (!plan) return;
  const { kind, encoding, delimiter, headRow } = { ...plan, ...change };
  if (change.kind || change.encoding || change.delimiter || change.headRow) {
    // Read another way, the headings may be found in another row.
    const kept = change.encoding || change.delimiter ? {} : { headRow };
    await attempt(texts, {}, () => lookAgain({ kind, encoding, delimiter, ...kept }));
    return;
  }
  const only = Object.keys(change).every((key) => key === "skipWrong");
  set({ plan: { ...plan, ...change }, ...(only ? {} : { report: null, phase: "planning" }) });
}

/** Goes back from what was found to the columns. */
export const backToPlan = (): void => set({ phase: "planning", report: null });

export function forgetFile(): void {
  set(NOTHING);
  void client.exchange.drop().catch(() => undefined);
}

async function follow(steps: AsyncIterable<ImportStep>): Promise<string | undefined> {
  let id: string | undefined;
  for await (const step of steps) {
    if (step.kind === "progress") set({ share: step.share, rows: step.rows, doing: step.phase });
    else set({ report: step.report });
    if (step.kind === "done") id = step.id;
  }
  return id;
}

/** Reads the whole file as it would come in. */
export async function checkFile(texts: Texts): Promise<void> {
  const { plan } = useImport.getState();
  if (!plan) return;
  set({ phase: "checking", share: 0, rows: 0, doing: "reading", report: null });
  await attempt(texts, { phase: "planning" }, async (signal) => {
    await follow(await client.exchange.check(plan, { signal }));
    set({ phase: "checked" });
  });
}

/** Reads it once more with an answer that what was found asked for. */
export async function checkAgain(answer: Pick<ImportPlan, "dayOrder">, texts: Texts): Promise<void> {
  await changePlan(answer, texts);
  await checkFile(texts);
}

/** Brings the file in. */
export async function runImport(texts: Texts): Promise<void> {
  const { plan, file, report: checked } = useImport.getState();
  if (!plan || file === null) return;
  const name = file.slice(-200);
  const isIn = ({ orders, customers, devices }: ImportCounts): void => {
    forgetFile();
    tell({ tone: "good", text: texts.t("exchange.done", { file, orders, customers, devices }) });
  };
  let last: string | undefined;
  set({ phase: "running", share: 0, rows: 0, doing: "reading" });
  await attempt(
    texts,
    { phase: "checked", report: checked },
    async (signal) => {
      last = (await client.exchange.imports())[0]?.id;
      await follow(await client.exchange.run({ name, plan }, { signal }));
      const counts = useImport.getState().report;
      if (counts) isIn(counts);
    },
    async () => {
      const [newest] = await client.exchange.imports();
      if (!newest || newest.id === last || newest.file !== name) return false;
      isIn(newest.counts);
      return true;
    },
  );
}

/** Follows an export to its end. */
export async function runExport(texts: Texts, begin: (signal: AbortSignal) => Promise<AsyncIterable<ExportStep>>): Promise<void> {
  exportWork = new AbortController();
  const { signal } = exportWork;
  useExport.setState({ running: true, file: "", share: 0, done: null });
  try {
    for await (const step of await begin(signal))
      if (step.kind === "progress") useExport.setState({ file: step.file, share: step.share });
      else useExport.setState({ done: step });
  } catch (error) {
    if (signal.aborted) tell({ tone: "good", text: texts.t("exchange.cancelled") });
    else report(error, texts);
  } finally {
    useExport.setState({ running: false });
  }
}
