import { beforeEach, expect, test, vi } from "vitest";
import { NO_COUNTS, type ImportStep } from "../../src-main/domain/transfer/import.ts";

const FILE = "old.csv";
const COUNTS = { ...NO_COUNTS, rows: 3, right: 3, orders: 3 };

/** What the shop answers: its imports, and what becomes of one that is on its way when it hears of the cancelling. */
const shop = vi.hoisted(() => ({
  imports: [] as { id: string; file: string; counts: object }[],
  line: true,
  hear: () => undefined as void,
  reported: [] as unknown[],
}));
vi.mock("../../src-renderer/stores/explain.ts", () => ({ report: (error: unknown) => shop.reported.push(error) }));
vi.mock("../../src-renderer/client/client.ts", () => ({
  whenAnswered: () => undefined,
  client: {
    exchange: {
      drop: () => Promise.resolve(),
      imports: () => (shop.line ? Promise.resolve([...shop.imports]) : Promise.reject(new Error("the line is gone"))),
      run: async (_: unknown, { signal }: { signal: AbortSignal }) =>
        (async function* (): AsyncGenerator<ImportStep> {
          yield { kind: "progress", phase: "storing", rows: 1, share: 0.9 };
          await new Promise((resolve) => signal.addEventListener("abort", resolve));
          shop.hear();
          signal.throwIfAborted();
        })(),
    },
  },
}));

const texts = { language: "en", t: (key: string) => key };

/** Cancels an import in the middle of its work. @returns what is told, and where the screen stands */
async function cancelled(): Promise<{ readonly told: readonly string[]; readonly phase: string }> {
  vi.resetModules();
  const { cancelImport, runImport, useImport } = await import("../../src-renderer/stores/exchange.ts");
  const { useTray } = await import("../../src-renderer/stores/tray.ts");
  useImport.setState({ file: FILE, phase: "checked", plan: {} as never, report: COUNTS as never });
  const run = runImport(texts);
  await expect.poll(() => useImport.getState().doing).toBe("storing");
  cancelImport();
  await run;
  return { told: useTray.getState().messages.map(({ text }) => text), phase: useImport.getState().phase };
}

beforeEach(() => {
  shop.imports = [{ id: "before", file: FILE, counts: COUNTS }];
  shop.hear = () => undefined;
  shop.line = true;
  shop.reported = [];
});

test("an import that was cancelled in time is told so, and can be begun again", async () =>
  expect(await cancelled()).toEqual({ told: ["exchange.cancelled"], phase: "checked" }));

test("one that was in before it heard of the cancelling is told as being in", async () => {
  shop.hear = () => void shop.imports.unshift({ id: "late", file: FILE, counts: COUNTS });
  expect(await cancelled()).toEqual({ told: ["exchange.done"], phase: "none" });
});

test("another bench's import is not taken for this one", async () => {
  shop.hear = () => void shop.imports.unshift({ id: "other", file: "other.csv", counts: COUNTS });
  expect(await cancelled()).toEqual({ told: ["exchange.cancelled"], phase: "checked" });
});

test("where nobody can tell what became of it, nothing is claimed", async () => {
  shop.hear = () => void (shop.line = false);
  expect(await cancelled()).toEqual({ told: [], phase: "checked" });
  expect(shop.reported).toEqual([new Error("the line is gone")]);
});
