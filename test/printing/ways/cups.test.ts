import { afterEach, describe, expect, test, vi } from "vitest";
import { openWay } from "../../../src-main/printing/ways/open-way.ts";
import type { Shipment, Way } from "../../../src-main/printing/way.ts";
import { startCups, type Cups } from "../../helpers/cups.ts";
import { leaveOut } from "../../helpers/ipp-printer.ts";
import { freePort } from "../../helpers/raw-printer.ts";

const still = (): AbortSignal => new AbortController().signal;
const cupsWay = (address: string): Way =>
  openWay({ way: "cups", address, language: "zpl" }, { pollMs: 50, stallMs: 5000, connectMs: 5000, jobMs: 20_000 });

let jobs = 0;
const label = (changes: Partial<Shipment> = {}): Shipment => {
  jobs += 1;
  return {
    bytes: Buffer.from("^XA^FD\u0000\u00ff$(touch x)^FS^XZ", "latin1"),
    mime: "application/octet-stream",
    name: `talon-${jobs}`,
    copies: 1,
    ...changes,
  };
};

describe.skipIf(leaveOut("tests with a CUPS of their own", "cupsd", "lp", "lpadmin"))("a queue of CUPS", () => {
  let cups: Cups | undefined;
  const start = async (deed?: string): Promise<Cups> => {
    cups = await startCups(deed);
    vi.stubEnv("CUPS_SERVER", cups.server);
    return cups;
  };
  afterEach(async () => {
    await cups?.stop();
    cups = undefined;
  });

  test("prints the very bytes, says so, and knows it later", async () => {
    const { queue, printed } = await start();
    const way = cupsWay(queue);
    const job = label();
    expect(await way.send(job, still())).toEqual({ end: "printed" });
    expect(printed().map((bytes) => bytes.toString("hex"))).toEqual([Buffer.from(job.bytes).toString("hex")]);
    expect(await way.find!(job.name, still())).toEqual({ end: "printed" });
    expect(await way.find!("talon", still())).toBe("unknown");
    expect(await way.state(still())).toEqual({ ready: true, troubles: [], asked: true });
  });

  test("that is not there has failed for good", async () => {
    await start();
    const way = cupsWay("nothing");
    expect(await way.send(label(), still())).toMatchObject({ end: "failed", trouble: "not-found" });
    expect(await way.state(still())).toEqual({ ready: false, troubles: ["not-found"], asked: false });
  });

  test("that is stopped, or takes no jobs, has got nothing", async () => {
    const { queue, run, printed } = await start();
    const way = cupsWay(queue);
    await run("cupsdisable", queue);
    expect(await way.send(label(), still())).toMatchObject({ end: "away", trouble: "paused" });
    expect(await way.state(still())).toEqual({ ready: false, troubles: ["paused"], asked: true });
    await run("cupsenable", queue);
    await run("cupsreject", queue);
    expect(await way.send(label(), still())).toMatchObject({ end: "away", trouble: "stopped" });
    expect(printed()).toEqual([]);
  });

  test("whose printer gives a job up leaves it unsure", async () => {
    // What a backend says that will not try again (backend(7), CUPS_BACKEND_CANCEL).
    const { queue } = await start("exit 5");
    expect(await cupsWay(queue).send(label(), still())).toMatchObject({ end: "unsure", trouble: "cancelled" });
  });

  test("drops the job when told to stop", async () => {
    const { queue, run, printed } = await start("sleep 5");
    const stop = new AbortController();
    const sent = cupsWay(queue).send(label(), stop.signal);
    await expect.poll(() => printed().length, { timeout: 10_000 }).toBe(1);
    stop.abort();
    expect(await sent).toMatchObject({ end: "unsure", trouble: "cancelled" });
    await expect.poll(() => run("lpstat", "-W", "not-completed", "-o", queue), { timeout: 10_000 }).toBe("");
  });

  test("where CUPS does not run nothing was sent", async () => {
    vi.stubEnv("CUPS_SERVER", `127.0.0.1:${await freePort()}`);
    const way = cupsWay("labels");
    expect(await way.send(label(), still())).toMatchObject({ end: "away", trouble: "refused" });
    expect(await way.find!("talon-1", still())).toBe("unknown");
  });
});

test("where there is no CUPS there is no such printer", async () => {
  vi.stubEnv("PATH", "");
  expect(await cupsWay("labels").send(label(), still())).toMatchObject({ end: "failed", trouble: "not-found" });
  expect(await cupsWay("labels").state(still())).toEqual({ ready: false, troubles: ["not-found"], asked: false });
});
