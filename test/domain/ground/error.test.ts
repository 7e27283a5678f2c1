import { expect, test } from "vitest";
import { DomainError, Trouble, troubleOf } from "../../../src-main/domain/ground/error.ts";

test.each([
  ["SQLITE_FULL", "disk-full"],
  ["SQLITE_IOERR_SHMSIZE", "disk-full"],
  ["ENOSPC", "disk-full"],
  ["EDQUOT", "disk-full"],
  ["SQLITE_BUSY", "database-busy"],
  ["SQLITE_BUSY_SNAPSHOT", "database-busy"],
  ["SQLITE_LOCKED", "database-busy"],
  ["SQLITE_READONLY", "database-read-only"],
  ["SQLITE_READONLY_DBMOVED", "database-read-only"],
  ["SQLITE_CANTOPEN", "database-read-only"],
  ["EROFS", "database-read-only"],
  ["EACCES", "database-read-only"],
  ["SQLITE_CORRUPT", "database-damaged"],
  ["SQLITE_NOTADB", "database-damaged"],
  ["SQLITE_CORRUPT_VTAB", "database-damaged"],
  ["SQLITE_IOERR_WRITE", "disk-error"],
  ["EIO", "disk-error"],
] as const)("%s is %s", (code, kind) => {
  const error = Object.assign(new Error("any words"), { code });
  expect(troubleOf(error)).toBeInstanceOf(Trouble);
  expect(troubleOf(error)).toMatchObject({ kind, cause: error });
});

test("trouble names the file or folder that the file system told of", () => {
  expect(troubleOf(Object.assign(new Error(), { code: "EACCES", path: "/mnt/stick/out" }))?.path).toBe("/mnt/stick/out");
  expect(troubleOf(Object.assign(new Error(), { code: "SQLITE_READONLY" }))?.path).toBe("none");
});

test("trouble is told by its code, never by its words", () => {
  expect(troubleOf(new Error("SQLITE_FULL: database or disk is full"))).toBeUndefined();
  expect(troubleOf(Object.assign(new Error(), { code: "SQLITE_CONSTRAINT_UNIQUE" }))).toBeUndefined();
  expect(troubleOf(Object.assign(new Error(), { code: 13 }))).toBeUndefined();
  for (const odd of [null, undefined, "SQLITE_FULL", 5, new DomainError("order.unknown")]) expect(troubleOf(odd)).toBeUndefined();
});

test("trouble stays the trouble that it is", () => {
  const trouble = new Trouble("key-missing");
  expect(troubleOf(trouble)).toBe(trouble);
});
