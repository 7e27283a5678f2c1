import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { BACKUP_NAME, LEAST_PASSPHRASE } from "../../domain/backups/backup.ts";
import { DomainError } from "../../domain/ground/error.ts";
import { makeBackupKey, openBackupKey, recipientOf, type BackupKey } from "./backup-cipher.ts";
import { CARRIED_KEY, readPlainFile, trouble } from "./backup-folder.ts";
import { renamePatiently, writeDurably } from "../../storage/durable-file.ts";

const KEY = "talon-key.age";
/** Another key that lay in the folder, set aside and still tried. */
const ASIDE = /^talon-key-[0-9a-f]{8}\.age$/;

/** The SHA-256 of a closed key, in hex: the PC that uses it remembers it. */
export const hashOfKey = (sealed: Uint8Array): string => createHash("sha256").update(sealed).digest("hex");

const isSame = (one: Uint8Array, other: Uint8Array): boolean => Buffer.from(one).equals(other);

/** The private key of a folder's encrypted backups, closed; undefined where it has none. */
export const readSealedKey = (folder: string): Uint8Array | undefined => readPlainFile(join(folder, KEY));

/** Lays down the private key of a folder. Another one that lies there is set aside, not replaced: older backups may need it. */
export async function keepSealedKey(folder: string, sealed: Uint8Array): Promise<void> {
  const there = readSealedKey(folder);
  if (there && isSame(there, sealed)) return;
  if (there) await renamePatiently(join(folder, KEY), join(folder, `talon-key-${hashOfKey(there).slice(0, 8)}.age`));
  await writeDurably(join(folder, KEY), sealed);
}

/** All keys of a folder, closed, each once, the likeliest first. @param name a backup whose own comes before all others */
function sealedKeysOf(folder: string, name?: string): readonly Uint8Array[] {
  const names = readdirSync(folder);
  const backups = names.filter((other) => BACKUP_NAME.test(other)).toSorted();
  const files = [
    ...(name === undefined ? [] : [join(name, CARRIED_KEY)]),
    KEY,
    ...names.filter((other) => ASIDE.test(other)),
    ...backups.toReversed().map((other) => join(other, CARRIED_KEY)),
  ];
  const keys = new Map<string, Uint8Array>();
  for (const file of files) {
    const sealed = readPlainFile(join(folder, file));
    if (sealed && !keys.has(hashOfKey(sealed))) keys.set(hashOfKey(sealed), sealed);
  }
  return [...keys.values()];
}

/** The first of some closed keys that a passphrase opens, and that is the private half of a public one where that is known. */
async function openOneOf(keys: readonly Uint8Array[], passphrase: string, recipient: string | null) {
  for (const sealed of keys) {
    try {
      const identity = await openBackupKey(sealed, passphrase);
      const its = await recipientOf(identity);
      if (recipient === null || its === recipient) return { identity, sealed, recipient: its };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
  return undefined;
}

/**
 * The private key of a backup.
 * @param recipient the public key that it was encrypted to
 * @throws DomainError `backup.wrong-passphrase`, `backup.unreadable` where there is no key at all
 */
export async function identityOf(folder: string, name: string, passphrase: string, recipient: string | null): Promise<string> {
  const keys = sealedKeysOf(folder, name);
  if (keys.length === 0) throw trouble("unreadable");
  const opened = await openOneOf(keys, passphrase, recipient);
  if (!opened) throw new DomainError("backup.wrong-passphrase", { field: "passphrase" });
  return opened.identity;
}

/** What the PC itself knows of the key: closed, as its own file has it, and the public half; null where it has none. */
export type OwnKey = { readonly sealed: Uint8Array | null; readonly recipient: string | null; readonly sha256: string | null };

/**
 * The key by which backups are to be encrypted in a folder: the one that lies there, this PC's own, or a new one. A key that was damaged
 * or exchanged is put right by the passphrase.
 * @throws DomainError `backup.needs-passphrase`, `backup.short-passphrase`, `backup.wrong-passphrase`
 */
export async function takeKey(folder: string, passphrase: string | null, own: OwnKey): Promise<BackupKey> {
  const there = readSealedKey(folder);
  if (passphrase === null || passphrase === "") {
    const fits = own.sealed !== null && (there === undefined || isSame(there, own.sealed));
    if (!fits || own.recipient === null) throw new DomainError("backup.needs-passphrase", { field: "passphrase" });
    await keepSealedKey(folder, own.sealed);
    return { recipient: own.recipient, sealed: own.sealed };
  }
  const keys = sealedKeysOf(folder);
  const opened = await openOneOf(keys, passphrase, null);
  if (opened) {
    await keepSealedKey(folder, opened.sealed);
    return opened;
  }
  if (keys.length > 0) throw new DomainError("backup.wrong-passphrase", { field: "passphrase" });
  if (passphrase.length < LEAST_PASSPHRASE) throw new DomainError("backup.short-passphrase", { field: "passphrase", count: LEAST_PASSPHRASE });
  const key = await makeBackupKey(passphrase);
  await keepSealedKey(folder, key.sealed);
  return key;
}

/** How the folder's key is: as this PC knows it, or damaged or exchanged. */
export type KeyState = "good" | "changed" | "missing";

/** The closed key that each backup is to carry, and how the folder's own is. */
export type KeyCare = { readonly sealed: Uint8Array; readonly state: KeyState };

/**
 * Looks after the key before a backup is made, without the passphrase: by what this PC remembers of it.
 * @throws DomainError `backup.key-lost` where no sound copy is left: nobody could open what is made
 */
export function lookAtKey(folder: string, own: OwnKey): KeyCare {
  const there = readSealedKey(folder);
  const isRight = (sealed: Uint8Array): boolean => own.sha256 === null || hashOfKey(sealed) === own.sha256;
  const sealed = [...(own.sealed ? [own.sealed] : []), ...sealedKeysOf(folder)].find(isRight);
  if (!sealed) throw trouble("key-lost");
  return { sealed, state: there === undefined ? "missing" : isSame(there, sealed) ? "good" : "changed" };
}

/** Like {@link lookAtKey}; lays the key there again where somebody has removed it. */
export async function careForKey(folder: string, own: OwnKey): Promise<KeyCare> {
  const care = lookAtKey(folder, own);
  if (care.state === "missing") await keepSealedKey(folder, care.sealed);
  return care;
}
