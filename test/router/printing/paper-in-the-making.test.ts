import { afterEach, beforeEach, expect, test } from "vitest";
import type { MakerMessage, Question, StartMaker } from "../../../src-main/documents/engine/maker-process.ts";
import { CASES } from "../../helpers/intake-cases.ts";
import { openTestHost, type Client, type TestHost } from "../../helpers/test-host.ts";

/** Processes that make a paper only when a test says so. */
let held: { readonly question: Question; readonly make: () => void; readonly die: () => void }[];
const startMaker: StartMaker = ({ heard, ended }) => ({
  ask: (question) => {
    const done: MakerMessage = { answer: { made: { bytes: new TextEncoder().encode("%PDF"), pages: 1, warnings: [] } }, memory: 1 };
    held.push({ question, make: () => heard(done), die: () => ended("ended with SIGKILL") });
    setImmediate(() => heard("begun"));
  },
  kill: () => undefined,
  hold: () => undefined,
});

let open: TestHost;
let client: Client;
beforeEach(async () => {
  held = [];
  open = await openTestHost({ startMaker });
  ({ client } = await open.signIn());
});
afterEach(() => {
  // What is still in the making would be waited for.
  const letGo = setInterval(() => held.splice(0).forEach(({ make }) => make()), 5);
  return open.close().finally(() => clearInterval(letGo));
});

const nextHeld = async (): Promise<(typeof held)[number]> => {
  await expect.poll(() => held.length).toBeGreaterThan(0);
  return held.shift()!;
};

test("while a paper is made, every other call is answered, on this bench and on others", async () => {
  const { order } = await client.order.intake(CASES["phone-en"]);
  const first = await nextHeld();
  expect(first.question.name).toBe("render");
  const other = await open.signIn();
  const second = await other.client.order.intake(CASES["mixer-en"]);
  expect((await client.order.queue({ sort: "due", after: null, limit: 10 })).rows).toHaveLength(2);
  expect((await client.order.find({ text: second.order.number })).map(({ number }) => number)).toEqual([second.order.number]);
  expect((await other.client.order.get({ id: order.id })).order.number).toBe(order.number);
  expect((await client.paper.unfinished()).map(({ state }) => state)).toEqual(["queued", "queued", "queued", "queued"]);
  first.make();
  await expect.poll(async () => (await client.paper.unfinished()).length).toBe(3);
});

test("somebody who looks at a paper goes before those that wait to be printed", async () => {
  const { labelJob } = await client.order.intake(CASES["phone-en"]);
  for (let more = 0; more < 20; more++) await client.order.intake(CASES["phone-en"]);
  const first = await nextHeld();
  const looked = client.paper.render({ id: labelJob, format: "svg" });
  await client.session.welcome();
  first.make();
  const next = await nextHeld();
  expect(next.question.given.slice(0, 2)).toMatchObject([{ kind: "label" }, "svg"]);
  next.make();
  expect((await looked).file.name).toMatch(/label\.svg$/);
});

test("a look that is given up is not made", async () => {
  const { labelJob } = await client.order.intake(CASES["phone-en"]);
  const first = await nextHeld();
  const gone = new AbortController();
  const looked = client.paper.render({ id: labelJob, format: "svg" }, { signal: gone.signal });
  await client.session.welcome();
  gone.abort();
  await expect(looked).rejects.toThrow();
  await client.session.welcome();
  first.make();
  expect((await nextHeld()).question.given[1]).toBe("pdf");
});

test("a process that is killed in the middle costs one paper, which says so and can be made again", async () => {
  const { order } = await client.order.intake(CASES["phone-en"]);
  const first = await nextHeld();
  await client.session.welcome();
  first.die();
  (await nextHeld()).make();
  await expect.poll(async () => (await client.paper.jobs({ orderId: order.id })).map(({ state }) => state).toSorted()).toEqual(["failed", "ready"]);
  const failed = (await client.paper.jobs({ orderId: order.id })).find(({ state }) => state === "failed")!;
  expect(failed).toMatchObject({ trouble: "paper-stopped", reason: "the process that makes papers ended with SIGKILL" });
  await client.paper.retry({ id: failed.id });
  (await nextHeld()).make();
  await expect.poll(async () => (await client.paper.unfinished()).length).toBe(0);
});

test("a paper that somebody gives up or sends to a printer while it is made stays as they want it", async () => {
  const { order } = await client.order.intake(CASES["phone-en"]);
  const jobs = await client.paper.jobs({ orderId: order.id });
  const first = await nextHeld();
  for (const { id } of jobs) await client.paper.drop({ id, reason: "wrong device" });
  first.make();
  await open.host.running.spooler.idle();
  expect((await client.paper.jobs({ orderId: order.id })).map(({ state, reason }) => [state, reason])).toEqual([
    ["dropped", "wrong device"],
    ["dropped", "wrong device"],
  ]);
});
