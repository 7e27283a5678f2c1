import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  BACKUP_NAME,
  backupHealth,
  backupName,
  GRACE_MS,
  isBackupDue,
  thinBackups,
  USUAL_BACKUPS,
  type BackupRecord,
  type Keep,
} from "../../../src-main/domain/backups/backup.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOON = Date.UTC(2026, 10, 25, 12);

const times = fc.array(fc.integer({ min: NOON - 3 * 365 * DAY, max: NOON + DAY }), { maxLength: 200 });
const some = fc.integer({ min: 0, max: 20 });
const keeps: fc.Arbitrary<Keep> = fc.record({ hourly: some, daily: some, weekly: some, monthly: some });
const sorted = (set: Iterable<number>): readonly number[] => [...set].toSorted((a, b) => a - b);

describe("thinning", () => {
  test("keeps some of what there is, the newest always, and never more than was asked for", () =>
    fc.assert(
      fc.property(times, keeps, (made, keep) => {
        const kept = thinBackups(made, keep);
        expect([...kept].every((at) => made.includes(at))).toBe(true);
        if (made.length > 0) expect(kept).toContain(Math.max(...made));
        expect(kept.size).toBeLessThanOrEqual(1 + keep.hourly + keep.daily + keep.weekly + keep.monthly);
      }),
    ));

  test("thinning twice is thinning once, in whatever order they are told", () =>
    fc.assert(
      fc.property(times, keeps, (made, keep) => {
        const once = thinBackups(made, keep);
        expect(sorted(thinBackups(sorted(once), keep))).toEqual(sorted(once));
        expect(sorted(thinBackups(made.toReversed(), keep))).toEqual(sorted(once));
      }),
    ));

  test("who asks for more loses nothing that was kept for less", () =>
    fc.assert(
      fc.property(times, keeps, keeps, (made, keep, more) => {
        const both = {
          hourly: keep.hourly + more.hourly,
          daily: keep.daily + more.daily,
          weekly: keep.weekly + more.weekly,
          monthly: keep.monthly + more.monthly,
        };
        expect([...thinBackups(made, both)]).toEqual(expect.arrayContaining([...thinBackups(made, keep)]));
      }),
    ));

  test("what was thinned as it came leaves a backup of each of the last days", () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 6 }), (days, perDay) => {
        const keep = { hourly: 2, daily: days, weekly: 0, monthly: 0 };
        let kept: readonly number[] = [];
        for (let at = NOON - 30 * DAY; at <= NOON; at += DAY / perDay) kept = sorted(thinBackups([...kept, at], keep));
        const seen = new Set(kept.map((at) => Math.floor(at / DAY)));
        expect(seen.size).toBeGreaterThanOrEqual(days);
      }),
    ));

  test("a year of two-hourly backups ends as hours, days, weeks and months", () => {
    let kept: readonly number[] = [];
    for (let at = NOON - 365 * DAY; at <= NOON; at += 2 * HOUR) kept = sorted(thinBackups([...kept, at], USUAL_BACKUPS.keep));
    expect(kept.at(-1)).toBe(NOON);
    expect(kept.filter((at) => at > NOON - DAY)).toHaveLength(12);
    expect(new Set(kept.map((at) => new Date(at).toISOString().slice(0, 7))).size).toBe(12);
    expect(kept.length).toBeLessThanOrEqual(12 + 7 + 4 + 12);
  });
});

describe("how backups are going", () => {
  const settings = { ...USUAL_BACKUPS, folder: "/media/stick", everyHours: 2 };
  const good: BackupRecord = { last: { at: NOON, name: backupName(NOON), ordinal: 7 }, trouble: null };

  test.each([
    ["off", { ...settings, on: false }, { ...good, trouble: { at: NOON, kind: "disk-full" } }, NOON],
    ["unset", { ...settings, folder: "" }, good, NOON],
    ["failed", settings, { ...good, trouble: { at: NOON, kind: "disk-full" } }, NOON],
    ["good", settings, good, NOON + 2 * HOUR],
    ["overdue", settings, good, NOON + 2 * HOUR + GRACE_MS + 1],
    ["overdue", settings, { last: null, trouble: null }, NOON + 2 * HOUR + GRACE_MS + 1],
  ] as const)("%s", (health, set, record, now) => {
    expect(backupHealth(set, record, now, NOON)).toBe(health);
  });

  test("a shop that was closed for a month is not late in the morning", () => {
    expect(backupHealth(settings, good, NOON + 30 * DAY, NOON + 30 * DAY - HOUR)).toBe("good");
  });

  test("a backup is due after its hours, at first, and after a clock that ran ahead was set back", () => {
    expect(isBackupDue(null, NOON, 2)).toBe(true);
    expect(isBackupDue(NOON, NOON + HOUR, 2)).toBe(false);
    expect(isBackupDue(NOON, NOON + 2 * HOUR, 2)).toBe(true);
    expect(isBackupDue(NOON + 400 * DAY, NOON, 2)).toBe(true);
  });
});

test("a backup's name tells its second and is a name on every file system", () => {
  expect(backupName(NOON)).toBe("talon-2026-11-25T12-00-00Z");
  expect(backupName(NOON)).toMatch(BACKUP_NAME);
  expect("talon-2026-11-25T12-00-00Z/..").not.toMatch(BACKUP_NAME);
});
