import { afterAll, beforeAll, expect, test } from "vitest";
import { inTurn } from "../../src-main/transports/line-turns.ts";
import { CASES } from "../helpers/intake-cases.ts";
import { openTestHost, type Line, type TestHost } from "../helpers/test-host.ts";

let open: TestHost;
let line: Line;
let other: Line;
beforeAll(async () => {
  open = await openTestHost();
  line = await open.signIn();
  other = await open.signIn();
});
afterAll(() => open.close());

const FLOOD = 600;

test("a flood on one line is answered in its order, and who asks on another line does not wait for its end", async () => {
  let answered = 0;
  const flood = Array.from({ length: FLOOD }, () => line.client.order.counts().then(() => ++answered));
  await flood[0];
  await other.client.order.counts();
  expect(answered).toBeLessThan(FLOOD / 2);
  expect(await Promise.all(flood)).toEqual(Array.from({ length: FLOOD }, (_, index) => index + 1));
});

test("streams that go on for as long as a screen is open leave the line free", async () => {
  const streams = await Promise.all(Array.from({ length: 30 }, () => line.client.changes()));
  expect(await line.client.order.counts()).toBeDefined();
  await Promise.all(streams.map((stream) => stream.return?.()));
});

test("calls that were given up hold the line no longer, though their work goes on", async () => {
  const context = { session: { benchId: "", personId: null } } as never;
  const endless = new AbortController();
  const call = (signal: AbortSignal, next: () => Promise<never>): Promise<unknown> => inTurn({ context, request: { signal }, next } as never);
  for (let held = 0; held < 16; held++) void call(endless.signal, () => new Promise<never>(() => undefined));
  let begun = 0;
  const later = call(new AbortController().signal, () => Promise.resolve(++begun as never));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(begun).toBe(0);
  endless.abort();
  await later;
  expect(begun).toBe(1);
});

test("what a screen asked for that is closed by now is not begun", async () => {
  const { order } = await line.client.order.intake(Object.values(CASES)[0]!);
  const flood = Array.from({ length: FLOOD }, (_, index) =>
    line.client.order.addNote({ id: order.id, text: `note ${index}`, audience: "internal" }).catch(() => undefined),
  );
  await flood[0];
  line.socket.terminate();
  await Promise.all(flood);
  const notes = async (): Promise<number> => (await other.client.order.get({ id: order.id })).events.filter(({ kind }) => kind === "note").length;
  const done = await notes();
  expect(done).toBeLessThan(FLOOD);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await notes()).toBe(done);
});
