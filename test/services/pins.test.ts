import { setImmediate as turn } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { openPins } from "../../src-main/services/pins.ts";

const pins = openPins(19_456);
afterEach(() => pins.close());

test("a PIN's hash lets in that PIN alone", async () => {
  const hash = await pins.hash("4711");
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await Promise.all(["4711", "4712", ""].map((pin) => pins.verify(pin, hash)))).toEqual([true, false, false]);
});

test("the shop goes on while hashes are worked out", async () => {
  await pins.hash("4711");
  let [turns, done] = [0, false];
  const hashes = Promise.all(Array.from({ length: 5 }, () => pins.hash("4711"))).then(() => (done = true));
  while (!done) {
    turns++;
    await turn();
  }
  await hashes;
  // On the shop's own thread a hash has no more than a few turns.
  expect(turns).toBeGreaterThan(200);
});

test("what is no hash is told, and the next PIN is checked all the same", async () => {
  await expect(pins.verify("4711", "x")).rejects.toThrow();
  expect(await pins.verify("4711", await pins.hash("4711"))).toBe(true);
});

test("a thread that has ended begins anew", async () => {
  const hash = await pins.hash("4711");
  pins.close();
  expect(await pins.verify("4711", hash)).toBe(true);
});
