import fc from "fast-check";
import { expect, test } from "vitest";
import { openPaperQueue, WAITING, type PaperQueue, type Waiting } from "../../../src-main/documents/engine/paper-queue.ts";

const drained = (queue: PaperQueue<string>): string[] => {
  const taken: string[] = [];
  for (let next = queue.take(); next !== undefined; next = queue.take()) taken.push(next);
  return taken;
};

test("somebody before a screen waits for no thousand labels", () => {
  const queue = openPaperQueue<string>();
  for (let label = 0; label < 1000; label++) queue.add(`label ${label}`, "printer");
  queue.add("looked at", "screen");
  expect(queue.take()).toBe("looked at");
  expect(queue.take()).toBe("label 0");
});

test("a thousand looks starve neither printers nor exports", () => {
  const queue = openPaperQueue<string>();
  for (let look = 0; look < 1000; look++) queue.add("look", "screen");
  queue.add("label", "printer");
  queue.add("export", "export");
  const order = drained(queue);
  expect(order.indexOf("label")).toBeLessThan(20);
  expect(order.indexOf("export")).toBeLessThan(20);
  expect(order).toHaveLength(1002);
});

test("each paper comes out once, those of a kind in their order, and none that was removed", () => {
  const papers = fc.array(fc.record({ by: fc.constantFrom(...WAITING), removed: fc.boolean() }), { maxLength: 60 });
  fc.assert(
    fc.property(papers, (given) => {
      const queue = openPaperQueue<string>();
      given.forEach(({ by }, index) => queue.add(`${by} ${index}`, by));
      const kept = given.flatMap(({ by, removed }, index) => (removed && queue.remove(`${by} ${index}`) ? [] : [`${by} ${index}`]));
      const taken = drained(queue);
      const of = (by: Waiting, list: readonly string[]): readonly string[] => list.filter((name) => name.startsWith(by));
      for (const by of WAITING) expect(of(by, taken)).toEqual(of(by, kept));
      expect(taken).toHaveLength(kept.length);
    }),
  );
});

test("what was put back comes before all others; clearing gives all that waits", () => {
  const queue = openPaperQueue<string>();
  queue.add("a", "screen");
  queue.add("b", "export");
  queue.putBack("c");
  expect(queue.remove("nobody")).toBe(false);
  expect(queue.clear()).toEqual(["c", "a", "b"]);
  expect(queue.take()).toBeUndefined();
});
