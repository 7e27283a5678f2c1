import { createCipheriv, randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSeal, sealWith } from "../../src-main/storage/seal.ts";
import { Trouble } from "../../src-main/domain/ground/error.ts";
import { temporaryFolder } from "../helpers/open-test-shop.ts";

const key = randomBytes(32);
const seal = sealWith([key]);
const missing = expect.objectContaining({ name: "Trouble", kind: "key-missing" });

describe("a sealed text", () => {
  test("opens to what it was, whatever it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string(), (plain, label) => {
        expect(seal.open(seal.close(plain, label), label)).toBe(plain);
      }),
    );
  });

  test("shows nothing of itself, and is another one each time", () => {
    const one = Buffer.from(seal.close("1-4-7-8-9", "order"));
    const other = Buffer.from(seal.close("1-4-7-8-9", "order"));
    expect(one.includes("1-4-7")).toBe(false);
    expect(one.equals(other)).toBe(false);
    expect(one.length).toBe(4 + 8 + 12 + 16 + 9);
  });

  test("opens with no other key, at no other place, and not where one bit was changed", () => {
    const sealed = seal.close("1-4-7-8-9", "order one");
    expect(() => sealWith([randomBytes(32)]).open(sealed, "order one")).toThrow(missing);
    expect(() => seal.open(sealed, "order two")).toThrow(missing);
    for (let at = 0; at < sealed.length; at++) {
      const changed = Uint8Array.from(sealed);
      changed[at]! ^= 1;
      expect(() => seal.open(changed, "order one")).toThrow(missing);
    }
    for (const length of [0, 5, 12, 27]) expect(() => seal.open(sealed.slice(0, length), "order one")).toThrow(missing);
    expect(() => seal.open(sealed.slice(0, -1), "order one")).toThrow(missing);
  });
});

describe("the key file", () => {
  let folder: string;
  beforeEach(() => void (folder = temporaryFolder()));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test("is made once, for its owner only, and is the same at the next start", () => {
    const file = join(folder, "passcode.key");
    const sealed = openSeal(file).close("secret", "x");
    if (process.platform !== "win32") expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file)).toHaveLength(32);
    expect(openSeal(file).open(sealed, "x")).toBe("secret");
    expect(readdirSync(folder)).toEqual(["passcode.key"]);
  });

  test("cut short is trouble, not another key", () => {
    const file = join(folder, "passcode.key");
    writeFileSync(file, Buffer.alloc(31));
    expect(() => openSeal(file)).toThrow(Trouble);
    expect(readFileSync(file)).toHaveLength(31);
  });

  test("a text of the format before keys had ids still opens, also one that begins like the new format", () => {
    const old = (nonce: Buffer): Buffer => {
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from("x"));
      const body = Buffer.concat([cipher.update("secret", "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    };
    expect(seal.open(old(randomBytes(12)), "x")).toBe("secret");
    expect(seal.open(old(Buffer.concat([Buffer.from("TKS2"), randomBytes(8)])), "x")).toBe("secret");
  });

  test("lost and put back, over the new one or beside it: what either closed opens", () => {
    const file = join(folder, "passcode.key");
    const before = openSeal(file).close("before", "x");
    const lost = readFileSync(file);
    rmSync(file);
    const after = openSeal(file, () => true);
    const since = after.close("since", "x");
    expect(readdirSync(folder)).toHaveLength(2);
    expect([after.opens(before, "x"), after.opens(since, "x")]).toEqual([false, true]);
    // Found without a new start.
    writeFileSync(join(folder, "passcode (1).key"), lost);
    expect(after.open(before, "x")).toBe("before");
    rmSync(join(folder, "passcode (1).key"));
    writeFileSync(file, lost);
    const again = openSeal(file);
    expect([again.open(before, "x"), again.open(since, "x")]).toEqual(["before", "since"]);
    expect(openSeal(file).close("x", "x").subarray(0, 12)).toEqual(before.subarray(0, 12));
  });

  test("lost: a new one opens nothing old", () => {
    const file = join(folder, "passcode.key");
    const sealed = openSeal(file).close("secret", "x");
    rmSync(file);
    const fresh = openSeal(file);
    expect(existsSync(file)).toBe(true);
    expect(() => fresh.open(sealed, "x")).toThrow(missing);
  });
});
