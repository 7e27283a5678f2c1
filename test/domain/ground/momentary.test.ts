import { expect, test } from "vitest";
import { isMomentary, patiently, PAUSES_MS } from "../../../src-main/domain/ground/momentary.ts";

const failing = (code: string, times: number) => {
  let left = times;
  const paused: number[] = [];
  const run = patiently(
    () => (left-- > 0 ? Promise.reject(Object.assign(new Error(code), { code })) : Promise.resolve()),
    (ms) => Promise.resolve(paused.push(ms)),
  );
  return { run, paused };
};

test.each(["EPERM", "EACCES", "EBUSY"])("%s is tried again for about a second, and then told", async (code) => {
  const passing = failing(code, 4);
  await passing.run;
  expect(passing.paused).toEqual(PAUSES_MS.slice(0, 4));
  const staying = failing(code, 100);
  await expect(staying.run).rejects.toMatchObject({ code });
  const waited = staying.paused.reduce((sum, ms) => sum + ms, 0);
  expect([waited > 900, waited < 1200]).toEqual([true, true]);
});

test.each(["ENOENT", "ENOSPC", "EROFS"])("%s is told at once", async (code) => {
  const { run, paused } = failing(code, 1);
  await expect(run).rejects.toMatchObject({ code });
  expect(paused).toEqual([]);
  expect(isMomentary(null)).toBe(false);
});
