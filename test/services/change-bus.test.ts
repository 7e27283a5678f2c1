import { expect, test } from "vitest";
import { createChangeBus } from "../../src-main/services/change-bus.ts";
import type { Change } from "../../src-main/domain/ground/change.ts";

const order = (orderId: string): Change => ({ kind: "order", orderId });

test("every listener hears every change from now on, in order", async () => {
  const bus = createChangeBus();
  bus.publish(order("before"));
  const [one, other] = [bus.changes(undefined), bus.changes(undefined)];
  const heard = [one.next(), other.next()];
  bus.publish(order("a"));
  bus.publish(order("b"));
  for (const { value } of await Promise.all(heard)) expect(value).toEqual(order("a"));
  expect((await one.next()).value).toEqual(order("b"));
});

test("a screen that sleeps too long is told to look at everything anew, and costs no more memory than that", async () => {
  const bus = createChangeBus();
  const changes = bus.changes(undefined);
  const first = changes.next();
  bus.publish(order("first"));
  await first;
  for (let count = 0; count < 501; count++) bus.publish(order(`${count}`));
  expect((await changes.next()).value).toEqual({ kind: "all" });
  const next = changes.next();
  bus.publish(order("later"));
  expect((await next).value).toEqual(order("later"));
});

test("an aborted listener ends, and its place is free", async () => {
  const bus = createChangeBus();
  const abort = new AbortController();
  const changes = bus.changes(abort.signal);
  const next = changes.next();
  abort.abort();
  expect(await next).toEqual({ value: undefined, done: true });
  const aborted = bus.changes(AbortSignal.abort());
  expect((await aborted.next()).done).toBe(true);
  bus.publish(order("nobody"));
});

test("a subscription ends when asked", () => {
  const bus = createChangeBus();
  const heard: Change[] = [];
  const end = bus.subscribe((change) => heard.push(change));
  bus.publish(order("a"));
  end();
  bus.publish(order("b"));
  expect(heard).toEqual([order("a")]);
});
