import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { closeSync, copyFileSync, existsSync, fsyncSync, linkSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Trouble } from "../domain/ground/error.ts";
import { renameAtStart } from "./durable-file.ts";

/** Encrypts and decrypts what must not lie open on the disk. `label` binds a text to its place: it opens nowhere else. */
export type Seal = {
  readonly close: (plain: string, label: string) => Uint8Array;
  /** @throws Trouble `key-missing` where none of the keys is the one, or the bytes were changed */
  readonly open: (sealed: Uint8Array, label: string) => string;
  /** Whether one of the keys opens it. */
  readonly opens: (sealed: Uint8Array, label: string) => boolean;
  /** Looks for keys that somebody has put back meanwhile. */
  readonly refresh: () => void;
};

/*
 * What is sealed, format 2: MAGIC, the first bytes of the key's SHA-256, nonce, tag, ciphertext. Format 1 began with the nonce, and so may
 * by chance look like format 2: what does not open as that is tried as format 1 by every key.
 */
const MAGIC = Buffer.from("TKS2", "latin1");
const ID = 8;
const NONCE = 12;
const TAG = 16;
const KEY_BYTES = 32;

const idOf = (key: Uint8Array): Buffer => createHash("sha256").update(key).digest().subarray(0, ID);

/** AES-256-GCM (NIST SP 800-38D) with a 96-bit random nonce: nonce, tag, ciphertext. */
function closeBy(key: Uint8Array, plain: string, label: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG }).setAAD(Buffer.from(label));
  const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** @throws where the key is another one or the bytes were changed */
function openBy(key: Uint8Array, bytes: Buffer, label: string): string {
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE), { authTagLength: TAG })
    .setAAD(Buffer.from(label))
    .setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString("utf8");
}

/** Seals by the first of some keys of 32 bytes, and opens by any. @param more looks for further keys where none fits */
export function sealWith(keys: readonly Uint8Array[], more: () => readonly Uint8Array[] = () => []): Seal {
  const [own] = keys as readonly [Uint8Array];
  const head = Buffer.concat([MAGIC, idOf(own)]);
  let known = keys;

  function tryOpen(bytes: Buffer, label: string): { readonly plain: string } | { readonly cause: unknown } {
    let cause: unknown;
    const isNew = bytes.subarray(0, MAGIC.length).equals(MAGIC);
    for (const from of isNew ? [MAGIC.length + ID, 0] : [0])
      for (const key of known) {
        if (from > 0 && !idOf(key).equals(bytes.subarray(MAGIC.length, MAGIC.length + ID))) continue;
        try {
          return { plain: openBy(key, bytes.subarray(from), label) };
        } catch (error) {
          cause = error;
        }
      }
    return { cause };
  }

  /** A key that somebody has put back meanwhile is found without a new start. */
  function openAny(sealed: Uint8Array, label: string) {
    const bytes = Buffer.from(sealed);
    const opened = tryOpen(bytes, label);
    if ("plain" in opened) return opened;
    refresh();
    return tryOpen(bytes, label);
  }

  function refresh(): void {
    const fresh = more();
    if (fresh.length > 0) known = fresh;
  }

  return {
    close: (plain, label) => Buffer.concat([head, closeBy(own, plain, label)]),
    open(sealed, label) {
      const opened = openAny(sealed, label);
      if ("plain" in opened) return opened.plain;
      throw new Trouble("key-missing", { cause: opened.cause });
    },
    opens(sealed, label) {
      const bytes = Buffer.from(sealed);
      const isKnown =
        bytes.subarray(0, MAGIC.length).equals(MAGIC) && known.some((key) => idOf(key).equals(bytes.subarray(MAGIC.length, MAGIC.length + ID)));
      return isKnown || "plain" in tryOpen(bytes, label);
    },
    refresh: () => void refresh(),
  };
}

/** `passcode.key`, and others that somebody has put beside it: `passcode-….key`. */
const KEY_FILE = /^passcode.*\.key$/i;

/** Keys that lie beside the one in use. */
function otherKeys(keyFile: string): readonly { readonly path: string; readonly key: Uint8Array }[] {
  const folder = dirname(keyFile);
  return readdirSync(folder)
    .filter((name) => KEY_FILE.test(name) && name !== basename(keyFile))
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && statSync(path).size === KEY_BYTES)
    .map((path) => ({ path, key: readFileSync(path) }));
}

/** @throws Trouble `key-missing` where the file holds no key */
function readKey(keyFile: string): Uint8Array {
  const key = readFileSync(keyFile);
  if (key.length !== KEY_BYTES) throw new Trouble("key-missing");
  return key;
}

/**
 * Opens the key file, or makes it (mode 0600) where there is none. It belongs in no backup. Keys beside it open what they closed; one that
 * is made in the place of a lost one is kept under its own name as well, so that the lost one can be put back over it.
 * @param isReplacing whether there is something that a lost key has closed
 */
export function openSeal(keyFile: string, isReplacing: () => boolean = () => false): Seal {
  if (!existsSync(keyFile)) {
    const [known] = otherKeys(keyFile).toSorted((one, other) => statSync(other.path).mtimeMs - statSync(one.path).mtimeMs);
    layKey(keyFile, known?.key ?? randomBytes(KEY_BYTES));
    if (!known && isReplacing()) {
      const copy = join(dirname(keyFile), `passcode-${idOf(readKey(keyFile)).toString("hex")}.key`);
      copyFileSync(keyFile, copy);
    }
  }
  const key = readKey(keyFile);
  const all = (): readonly Uint8Array[] => [key, ...keysBeside(keyFile)];
  return sealWith(all(), all);
}

/** The keys that lie in a data folder just now, the one in use first. */
function keysBeside(keyFile: string): readonly Uint8Array[] {
  const own = existsSync(keyFile) ? readFileSync(keyFile) : Buffer.alloc(0);
  return [own, ...otherKeys(keyFile).map(({ key }) => key)].filter(({ length }) => length === KEY_BYTES);
}

/** Opens what lies there and makes nothing; undefined where there is no key. */
export function findSeal(keyFile: string): Seal | undefined {
  const keys = keysBeside(keyFile);
  return keys.length > 0 ? sealWith(keys) : undefined;
}

/** Written aside and linked into place: a kill never leaves half a key, and of two programs the first one wins. */
function layKey(keyFile: string, key: Uint8Array): void {
  const fresh = `${keyFile}.${process.pid}`;
  const file = openSync(fresh, "w", 0o600);
  writeSync(file, key);
  fsyncSync(file);
  closeSync(file);
  try {
    linkSync(fresh, keyFile);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A file system without links (FAT, exFAT): the rename is as whole, only two first starts at once could race.
    if (code === "EPERM" || code === "ENOTSUP" || code === "EOPNOTSUPP" || code === "ENOSYS") renameAtStart(fresh, keyFile);
    else if (code !== "EEXIST") throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
}
