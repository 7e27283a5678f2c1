import { expect, test } from "vitest";
import { whileSignedIn } from "../../src-main/router/while-signed-in.ts";

async function* numbers(): AsyncGenerator<number, void, void> {
  yield 1;
  yield 2;
}

const over = (): Error => new Error("signed out");

test("hands on everything while somebody is signed in", async () => {
  const seen: number[] = [];
  for await (const number of whileSignedIn(numbers(), () => Infinity, over)) seen.push(number);
  expect(seen).toEqual([1, 2]);
});

test("hands on nothing of what comes after, and lets the source go", async () => {
  let [left, ended] = [Infinity, false];
  async function* source(): AsyncGenerator<number, void, void> {
    try {
      yield* numbers();
    } finally {
      ended = true;
    }
  }
  const steps = whileSignedIn(source(), () => left, over);
  expect(await steps.next()).toEqual({ done: false, value: 1 });
  left = 0;
  await expect(steps.next()).rejects.toThrow("signed out");
  expect(ended).toBe(true);
});

test("ends by itself where nothing comes before the time is up", async () => {
  let left = 20;
  const silent: AsyncIterator<number, void, void> = { next: () => new Promise(() => undefined) };
  const next = whileSignedIn(silent, () => left, over).next();
  left = 0;
  await expect(next).rejects.toThrow("signed out");
});
