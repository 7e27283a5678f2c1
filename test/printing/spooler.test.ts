import { setImmediate as breathe } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { DomainError } from "../../src-main/domain/ground/error.ts";
import type { PrintEnd, PrintJob } from "../../src-main/domain/printing/print-job.ts";
import { USUAL_SETTINGS, type Printer } from "../../src-main/domain/printing/printer.ts";
import { shipmentName, startSpooler, type Spooler, type SpoolerPorts } from "../../src-main/printing/spooler.ts";
import type { Sent, Shipment } from "../../src-main/printing/way.ts";

const printer = (id: string): Printer => ({
  id,
  name: id,
  way: "tcp",
  address: "127.0.0.1:9100",
  language: "zpl",
  dpi: 203,
  size: "58x40",
  settings: USUAL_SETTINGS,
});

const job = (id: string, printerId: string | null = null): PrintJob => ({
  id,
  orderId: "order",
  number: "R26-000123-K",
  kind: "label",
  part: null,
  state: "queued",
  copy: false,
  copies: 1,
  printerId,
  printer: printerId,
  attempts: 0,
  nextAt: null,
  trouble: null,
  reason: null,
  warning: null,
  createdAt: 0,
  doneAt: null,
});

let byHand: string[];
let lanes: Map<string, PrintJob[]>;
let finished: string[];
let sent: string[];
let ends: (readonly [string, PrintEnd])[];
let logged: unknown[];
let spooler: Spooler;

/** How a printer answers; printed at once unless a test says otherwise. */
let answer: (shipment: Shipment, signal: AbortSignal, printerId: string) => Promise<Sent> | Sent;

const end: SpoolerPorts["end"] = (id, how) => {
  ends.push([id, how]);
  for (const [lane, jobs] of lanes)
    lanes.set(
      lane,
      jobs.filter((each) => each.id !== id),
    );
};

/** A queue in memory behind the spooler's ports: a job that ended is gone from it. */
function start(other: Partial<SpoolerPorts> = {}): void {
  spooler = startSpooler({
    byHand: () => byHand,
    finish: async (id) => {
      byHand = byHand.filter((each) => each !== id);
      finished.push(id);
    },
    lanes: () => [...lanes].filter(([, jobs]) => jobs.length > 0).map(([id]) => id),
    next: (id) => {
      const first = lanes.get(id)?.[0];
      return first && { job: first, printer: printer(id) };
    },
    make: async () => ({ kind: "pdf", bytes: new Uint8Array() }),
    ship: (_, { id }) => ({ bytes: new TextEncoder().encode(id), mime: "application/octet-stream", name: id, copies: 1 }),
    openWay: (to) =>
      Promise.resolve({
        send: async (shipment, signal) => {
          sent.push(shipment.name);
          return answer(shipment, signal, to.id);
        },
        state: () => Promise.reject(new Error("not asked here")),
      }),
    take: () => true,
    keep: () => undefined,
    end,
    unmade: ({ id }, { code }) => end(id, { end: "failed", trouble: "document", detail: code }),
    orphans: () => [],
    log: (error) => logged.push(error),
    ...other,
  });
}

beforeEach(() => {
  [byHand, finished, sent, ends, logged] = [[], [], [], [], []];
  lanes = new Map();
  answer = () => ({ end: "printed" });
});
afterEach(() => {
  spooler.stop();
  vi.useRealTimers();
});

describe("papers printed by hand", () => {
  test("are made one after the other, after the answer to whoever queued them", async () => {
    start();
    byHand = ["a", "b", "c"];
    spooler.wake();
    expect(finished).toEqual([]);
    await spooler.idle();
    expect(finished).toEqual(["a", "b", "c"]);
    byHand = ["d"];
    spooler.wake();
    await spooler.idle();
    expect(finished).toEqual(["a", "b", "c", "d"]);
  });

  test("let other work in between", async () => {
    start();
    byHand = ["a", "b", "c"];
    const seen = new Set<number>();
    spooler.wake();
    while (finished.length < 3) {
      seen.add(finished.length);
      await breathe();
    }
    expect(seen.size).toBeGreaterThan(1);
  });

  test("are given up in the middle when the spooler is stopped, and nobody is told", async () => {
    const made = Promise.withResolvers<void>();
    start({ finish: () => made.promise });
    byHand = ["a", "b"];
    spooler.wake();
    await breathe();
    spooler.stop();
    made.reject(new Error("closed"));
    await spooler.idle();
    expect(logged).toEqual([]);
  });

  test("that meet trouble of the world hold up no other, and are tried again a little later, all in one go", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    let full = true;
    const tried: string[] = [];
    start({
      finish: async (id) => {
        tried.push(id);
        if (id !== "c" && full) throw new Error("disk full");
        byHand = byHand.filter((each) => each !== id);
      },
    });
    byHand = ["a", "b", "c"];
    spooler.wake();
    await spooler.idle();
    expect(tried).toEqual(["a", "b", "c"]);
    expect(logged).toMatchObject([{ message: "disk full" }, { message: "disk full" }]);
    full = false;
    await vi.advanceTimersByTimeAsync(4900);
    expect(tried).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(200);
    await spooler.idle();
    expect(tried.slice(3)).toEqual(["a", "b"]);
    expect(byHand).toEqual([]);
  });

  test("stay where they are when the database cannot even say what waits", async () => {
    start({
      byHand: () => {
        throw new Error("gone");
      },
    });
    spooler.wake();
    await spooler.idle();
    expect(logged).toMatchObject([{ message: "gone" }]);
  });
});

describe("a printer", () => {
  test("gets its jobs in their order, one at a time", async () => {
    start();
    let under = 0;
    answer = async () => {
      expect(++under).toBe(1);
      await breathe();
      under--;
      return { end: "printed" };
    };
    lanes.set(
      "zebra",
      ["a", "b", "c"].map((id) => job(id, "zebra")),
    );
    spooler.wake();
    spooler.wake();
    await spooler.idle();
    expect(sent).toEqual(["a", "b", "c"]);
    expect(ends.map(([, { end }]) => end)).toEqual(["printed", "printed", "printed"]);
  });

  test("that is slow holds up no other", async () => {
    start();
    let release = (): void => undefined;
    answer = (_, __, id) => (id === "slow" ? new Promise((resolve) => (release = () => resolve({ end: "printed" }))) : { end: "printed" });
    lanes.set("slow", [job("s1", "slow"), job("s2", "slow")]);
    lanes.set(
      "quick",
      ["q1", "q2", "q3"].map((id) => job(id, "quick")),
    );
    spooler.wake();
    await vi.waitFor(() => expect(sent).toEqual(expect.arrayContaining(["s1", "q1", "q2", "q3"])));
    expect(sent).not.toContain("s2");
    release();
    await vi.waitFor(() => expect(sent).toContain("s2"));
    release();
    await spooler.idle();
    expect(ends).toHaveLength(5);
  });

  test("that has to be waited for is looked at again when its time has come", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    let wait = 3000;
    start({ next: (id) => (wait > 0 ? { waitMs: wait } : lanes.get(id)?.[0] && { job: lanes.get(id)![0]!, printer: printer(id) }) });
    lanes.set("zebra", [job("a", "zebra")]);
    spooler.wake();
    await spooler.idle();
    expect(sent).toEqual([]);
    wait = 0;
    await vi.advanceTimersByTimeAsync(2900);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    await spooler.idle();
    expect(sent).toEqual(["a"]);
  });

  test("that another program is at is left alone for a moment", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    let busy = true;
    start({ next: (id) => (busy ? { busy } : lanes.get(id)?.[0] && { job: lanes.get(id)![0]!, printer: printer(id) }) });
    lanes.set("zebra", [job("a", "zebra")]);
    spooler.wake();
    await spooler.idle();
    expect(sent).toEqual([]);
    busy = false;
    await vi.advanceTimersByTimeAsync(1100);
    await spooler.idle();
    expect(sent).toEqual(["a"]);
  });

  test("never gets a job that somebody else took", async () => {
    let free = false;
    start({
      take: (taken) => {
        if (free) return true;
        lanes.set(
          "zebra",
          lanes.get("zebra")!.filter((each) => each !== taken),
        );
        return false;
      },
    });
    lanes.set("zebra", [job("a", "zebra")]);
    spooler.wake();
    await spooler.idle();
    expect(sent).toEqual([]);
    free = true;
    lanes.set("zebra", [job("b", "zebra")]);
    spooler.wake();
    await spooler.idle();
    expect(sent).toEqual(["b"]);
  });

  test("is not bothered with a paper that cannot be made; the next one is printed", async () => {
    start({
      make: async ({ id }) => {
        if (id === "broken") throw new DomainError("document.failed");
        return { kind: "pdf", bytes: new Uint8Array() };
      },
    });
    lanes.set("zebra", [job("broken", "zebra"), job("good", "zebra")]);
    spooler.wake();
    await spooler.idle();
    expect(sent).toEqual(["good"]);
    expect(ends).toEqual([
      ["broken", { end: "failed", trouble: "document", detail: "document.failed" }],
      ["good", { end: "printed" }],
    ]);
  });

  test("waits out trouble of the world and goes on", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    let full = true;
    start({
      take: () => {
        if (full) throw new Error("disk full");
        return true;
      },
    });
    lanes.set("zebra", [job("a", "zebra")]);
    spooler.wake();
    await spooler.idle();
    expect(logged).toMatchObject([{ message: "disk full" }]);
    full = false;
    await vi.advanceTimersByTimeAsync(5100);
    await spooler.idle();
    expect(sent).toEqual(["a"]);
  });

  test("that is being sent to says so while it takes its time", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const kept: string[] = [];
    let release = (): void => undefined;
    answer = () => new Promise((resolve) => (release = () => resolve({ end: "printed" })));
    start({ keep: (id) => void kept.push(id) });
    lanes.set("zebra", [job("a", "zebra")]);
    spooler.wake();
    await vi.waitFor(() => expect(sent).toEqual(["a"]));
    vi.advanceTimersByTime(11_000);
    expect(kept).toEqual(["a", "a"]);
    release();
    await spooler.idle();
    vi.advanceTimersByTime(11_000);
    expect(kept).toHaveLength(2);
  });
});

describe("a job whose sender is gone", () => {
  const orphaned = (find?: () => Promise<Sent | "unknown">): void => {
    let orphans = [{ job: job("a", "zebra"), printer: printer("zebra") }];
    start({
      orphans: () => orphans,
      openWay: () =>
        Promise.resolve({ send: () => Promise.reject(new Error("never sent again")), state: () => Promise.reject(new Error("-")), find }),
      end: (id, end) => {
        ends.push([id, end]);
        orphans = [];
      },
    });
  };

  test("is unsure, and not sent again", async () => {
    orphaned();
    spooler.wake();
    await spooler.idle();
    expect(ends).toEqual([["a", { end: "unsure", trouble: "interrupted", detail: "" }]]);
  });

  test("is what a printer says of it that keeps a list", async () => {
    orphaned(() => Promise.resolve({ end: "printed" }));
    spooler.wake();
    await spooler.idle();
    expect(ends).toEqual([["a", { end: "printed" }]]);
  });

  test("is unsure where that printer does not know it any more", async () => {
    orphaned(() => Promise.resolve("unknown"));
    spooler.wake();
    await spooler.idle();
    expect(ends).toMatchObject([["a", { end: "unsure" }]]);
  });
});

test("stopped, it cuts what is being sent, which is unsure, and takes nothing more", async () => {
  start();
  answer = (_, signal) =>
    new Promise((resolve) => signal.addEventListener("abort", () => resolve({ end: "unsure", trouble: "line-lost", detail: "" })));
  lanes.set("zebra", [job("a", "zebra"), job("b", "zebra")]);
  byHand = [];
  spooler.wake();
  await vi.waitFor(() => expect(sent).toEqual(["a"]));
  spooler.stop();
  await spooler.idle();
  byHand = ["c"];
  spooler.wake();
  await spooler.idle();
  expect(ends).toMatchObject([["a", { end: "unsure" }]]);
  expect(sent).toEqual(["a"]);
  expect(finished).toEqual([]);
});

test("the name that a printer's list shows is another one for each job, and plain ASCII", () => {
  const name = shipmentName({ number: "Р26-000123-K", kind: "accessory", part: 2, id: "01997000-0000-7000-8000-000100000042" });
  expect(name).toBe("26-000123-K-2-accessory-8000000100000042");
});
