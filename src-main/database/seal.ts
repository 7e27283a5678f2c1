import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, linkSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { Trouble } from "../domain/error.ts";

/** Encrypts and decrypts what must not lie open on the disk. `label` binds a text to its place: it opens nowhere else. */
export type Seal = {
  readonly close: (plain: string, label: string) => Uint8Array;
  /** @throws Trouble `key-missing` where the key is another one or the bytes were changed */
  readonly open: (sealed: Uint8Array, label: string) => string;
};

const NONCE = 12;
const TAG = 16;

/** AES-256-GCM (NIST SP 800-38D) with a 96-bit random nonce: nonce, tag, ciphertext. @param key 32 bytes */
export function sealWith(key: Uint8Array): Seal {
  return {
    close(plain, label) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG }).setAAD(Buffer.from(label));
      const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open(sealed, label) {
      const bytes = Buffer.from(sealed);
      try {
        const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE), { authTagLength: TAG })
          .setAAD(Buffer.from(label))
          .setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
        return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString("utf8");
      } catch (error) {
        throw new Trouble("key-missing", { cause: error });
      }
    },
  };
}

/** Opens the key file, or makes it (mode 0600) where there is none. It belongs in no backup. */
export function openSeal(keyFile: string): Seal {
  if (!existsSync(keyFile)) {
    // Written aside and linked into place: a kill never leaves half a key, and of two programs the first one wins.
    const fresh = `${keyFile}.${process.pid}`;
    const file = openSync(fresh, "w", 0o600);
    writeSync(file, randomBytes(32));
    fsyncSync(file);
    closeSync(file);
    try {
      linkSync(fresh, keyFile);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // A file system without links (FAT, exFAT): the rename is as whole, only two first starts at once could race.
      if (code === "EPERM" || code === "ENOTSUP" || code === "EOPNOTSUPP" || code === "ENOSYS") renameSync(fresh, keyFile);
      else if (code !== "EEXIST") throw error;
    } finally {
      rmSync(fresh, { force: true });
    }
  }
  const key = readFileSync(keyFile);
  if (key.length !== 32) throw new Trouble("key-missing");
  return sealWith(key);
}
