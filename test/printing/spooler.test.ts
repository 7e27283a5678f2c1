import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { startSpooler, type Spooler, type SpoolerPorts } from "../../src-main/printing/spooler.ts";

let finished: string[];
let logged: unknown[];
let waiting: string[];
let spooler: Spooler;

const start = (finish: SpoolerPorts["finish"] = () => undefined): void => {
  spooler = startSpooler({
    waiting: () => waiting,
    finish: (job) => {
      finished.push(job);
      finish(job);
    },
    log: (error) => logged.push(error),
  });
};

beforeEach(() => {
  [finished, logged, waiting] = [[], [], []];
});
afterEach(() => {
  spooler.stop();
  vi.useRealTimers();
});

describe("the spooler", () => {
  test("lets the answer go out first, then takes the jobs one after the other", async () => {
    start();
    for (const job of ["a", "b", "c"]) spooler.add(job);
    expect(finished).toEqual([]);
    await spooler.idle();
    expect(finished).toEqual(["a", "b", "c"]);
    spooler.add("d");
    await spooler.idle();
    expect(finished).toEqual(["a", "b", "c", "d"]);
  });

  test("lets other work in between the jobs", async () => {
    start();
    const seen: number[] = [];
    for (const job of ["a", "b", "c"]) spooler.add(job);
    const look = (): void => {
      seen.push(finished.length);
      if (finished.length < 3) setImmediate(look);
    };
    setImmediate(look);
    await spooler.idle();
    expect(new Set(seen).size).toBeGreaterThan(1);
  });

  test("takes a job that waits already only once", async () => {
    start();
    spooler.add("a");
    spooler.add("b");
    spooler.add("b");
    waiting = ["b", "c"];
    spooler.resume();
    await spooler.idle();
    expect(finished).toEqual(["a", "b", "c"]);
  });

  test("waits until papers can be made, and lets other work in meanwhile", async () => {
    let open = (): void => undefined;
    spooler = startSpooler({
      ready: () => new Promise((resolve) => (open = resolve)),
      waiting: () => [],
      finish: (job) => void finished.push(job),
      log: (error) => logged.push(error),
    });
    spooler.add("a");
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(finished).toEqual([]);
    open();
    await spooler.idle();
    expect(finished).toEqual(["a"]);
  });

  test("is idle when there is nothing", async () => {
    start();
    await spooler.idle();
    expect(finished).toEqual([]);
  });

  test("goes on after a job in trouble, logs it, and looks for what waits a little later", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    let trouble = true;
    start((job) => {
      if (job === "a" && trouble) throw new Error("disk full");
    });
    spooler.add("a");
    spooler.add("b");
    await spooler.idle();
    expect(finished).toEqual(["a", "b"]);
    expect(logged).toMatchObject([{ message: "disk full" }]);
    trouble = false;
    waiting = ["a"];
    await vi.advanceTimersByTimeAsync(4900);
    expect(finished).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(200);
    await spooler.idle();
    expect(finished).toEqual(["a", "b", "a"]);
  });

  test("tries once for many jobs in trouble, not once for each", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    start(() => {
      throw new Error("locked");
    });
    for (const job of ["a", "b", "c"]) spooler.add(job);
    await spooler.idle();
    waiting = ["a"];
    await vi.advanceTimersByTimeAsync(5100);
    await spooler.idle();
    expect(finished).toEqual(["a", "b", "c", "a"]);
  });

  test("survives a database that cannot even say what waits", async () => {
    spooler = startSpooler({
      waiting: () => {
        throw new Error("gone");
      },
      finish: () => undefined,
      log: (error) => logged.push(error),
    });
    spooler.resume();
    await spooler.idle();
    expect(logged).toMatchObject([{ message: "gone" }]);
  });

  test("stopped takes no more, neither what waits nor what is new", async () => {
    start();
    spooler.add("a");
    spooler.add("b");
    spooler.stop();
    spooler.add("c");
    await spooler.idle();
    expect(finished).toEqual([]);
  });
});
