import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  canPrint,
  countJobs,
  deedsOf,
  drawTogether,
  hasPicture,
  isTroubled,
  PRINT_DEEDS,
  PRINT_STATES,
  sortByNeed,
  wasRepeated,
  type PrintEvent,
  type PrintState,
  type PrintTrouble,
} from "../../../src-main/domain/printing/print-job.ts";

const DONE: readonly PrintState[] = ["printed", "ready", "dropped"];

const jobs = fc.array(
  fc.record({
    id: fc.uuid(),
    state: fc.constantFrom(...PRINT_STATES),
    createdAt: fc.integer({ min: 0, max: 5 }),
    trouble: fc.constantFrom<PrintTrouble | null>(null, "offline", "line-lost"),
  }),
);

describe("what can be done about a job", () => {
  test("is nothing while it is sent and once it is done with", () => {
    for (const state of ["sending", ...DONE] as const) expect(deedsOf(state)).toEqual([]);
  });

  test("never sends an unsure one again without the word copy", () => {
    expect(deedsOf("unsure")).toEqual(["confirm", "repeat", "drop"]);
    expect(deedsOf("failed")).toEqual(["retry", "redirect", "drop"]);
    expect(deedsOf("queued")).toEqual(deedsOf("failed"));
  });

  test("names each deed for some state", () => {
    expect(new Set(PRINT_STATES.flatMap((state) => deedsOf(state)))).toEqual(new Set(PRINT_DEEDS));
  });
});

describe("jobs that are not done with", () => {
  test("are those that somebody still has to do with, each once, the unsure and the failed first", () => {
    fc.assert(
      fc.property(jobs, (all) => {
        const sorted = sortByNeed(all);
        expect(new Set(sorted)).toEqual(new Set(all.filter(({ state }) => !DONE.includes(state))));
        expect(sorted).toHaveLength(all.filter(({ state }) => !DONE.includes(state)).length);
        const order = sorted.map(({ state }) => ["unsure", "failed", "sending", "queued"].indexOf(state));
        expect(order).toEqual(order.toSorted());
        for (const [index, job] of sorted.entries()) {
          const next = sorted[index + 1];
          if (next?.state === job.state) expect(job.createdAt).toBeLessThanOrEqual(next.createdAt);
        }
      }),
    );
  });

  test("that were queued in the same instant stand in the order of their ids", () => {
    const of = (id: string) => ({ id, state: "queued", createdAt: 7 }) as const;
    expect(sortByNeed([of("c"), of("a"), of("b")]).map(({ id }) => id)).toEqual(["a", "b", "c"]);
  });

  test("are counted by where they stand", () => {
    fc.assert(
      fc.property(jobs, (all) => {
        const { unsure, failed, sending, queued, stuck } = countJobs(all);
        expect(unsure + failed + sending + queued).toBe(sortByNeed(all).length);
        expect(unsure + failed + stuck).toBe(all.filter(isTroubled).length);
      }),
    );
    expect(countJobs([{ state: "queued", trouble: null }])).toMatchObject({ queued: 1, stuck: 0 });
    expect(countJobs([{ state: "queued", trouble: "paper-out" }])).toMatchObject({ queued: 1, stuck: 1 });
    // A printer that once was away has printed by now.
    expect(countJobs([{ state: "printed", trouble: "paper-out" }])).toEqual({ unsure: 0, failed: 0, sending: 0, queued: 0, stuck: 0 });
  });
});

test("a job that was repeated was not given up by anyone's word", () => {
  expect(wasRepeated({ state: "dropped", reason: null })).toBe(true);
  expect(wasRepeated({ state: "dropped", reason: "not needed" })).toBe(false);
  expect(wasRepeated({ state: "printed", reason: null })).toBe(false);
});

test("a paper has a picture once it was made: at once for a printer, after the spooler for printing by hand", () => {
  expect(hasPicture({ state: "queued", printerId: "zebra", trouble: "offline" })).toBe(true);
  expect(hasPicture({ state: "queued", printerId: null, trouble: null })).toBe(false);
  expect(hasPicture({ state: "ready", printerId: null, trouble: null })).toBe(true);
  expect(hasPicture({ state: "failed", printerId: null, trouble: "document" })).toBe(false);
});

test("a label printer prints labels, a printer of pages both", () => {
  expect(canPrint({ language: "zpl" }, "accessory")).toBe(true);
  expect(canPrint({ language: "escpos" }, "certificate")).toBe(false);
  expect(canPrint({ language: "pdf" }, "certificate")).toBe(true);
  expect(canPrint({ language: "pdf" }, "label")).toBe(true);
});

describe("a print log", () => {
  const event = (jobId: string, what: PrintEvent["what"], at: number, trouble?: PrintTrouble): PrintEvent => ({
    jobId,
    what,
    at,
    person: null,
    bench: null,
    data: trouble ? { trouble } : {},
  });
  const seen = (events: readonly PrintEvent[]): readonly string[] =>
    drawTogether(events).map(({ event: { jobId, what, at }, times }) => `${jobId} ${what} ${at} ${times}`);

  test("draws tries in vain together, each job's own", () => {
    expect(
      seen([
        event("a", "sent", 1),
        event("a", "away", 2, "offline"),
        event("b", "sent", 3),
        event("a", "sent", 4),
        event("a", "away", 5, "offline"),
        event("b", "printed", 6),
        event("a", "sent", 7),
        event("a", "away", 8, "offline"),
        event("a", "sent", 9),
        event("a", "printed", 10),
      ]),
    ).toEqual(["a sent 1 1", "b sent 3 1", "b printed 6 1", "a away 8 3", "a sent 9 1", "a printed 10 1"]);
  });

  test("keeps apart what had another reason or was asked for by a person", () => {
    const events = [
      event("a", "sent", 1),
      event("a", "away", 2, "offline"),
      event("a", "sent", 3),
      event("a", "away", 4, "paper-out"),
      event("a", "retried", 5),
      event("a", "sent", 6),
      event("a", "away", 7, "paper-out"),
    ];
    expect(seen(events)).toHaveLength(events.length);
  });

  test("tells every event but tries in vain once, in the order of time", () => {
    const what = fc.constantFrom<PrintEvent["what"]>("sent", "away", "printed", "unsure", "retried", "dropped");
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom("a", "b"), what, fc.constantFrom<PrintTrouble>("offline", "busy"))), (all) => {
        const events = all.map(([jobId, kind, trouble], at) => event(jobId, kind, at, kind === "away" ? trouble : undefined));
        const drawn = drawTogether(events);
        const others = (list: readonly PrintEvent[]) => list.filter(({ what: kind }) => kind !== "away" && kind !== "sent");
        expect(others(drawn.map((one) => one.event))).toEqual(others(events));
        expect(drawn.map((one) => one.event.at)).toEqual(drawn.map((one) => one.event.at).toSorted((one, other) => one - other));
        const aways = drawn.filter((one) => one.event.what === "away").reduce((sum, { times }) => sum + times, 0);
        expect(aways).toBe(events.filter(({ what: kind }) => kind === "away").length);
      }),
    );
  });
});
