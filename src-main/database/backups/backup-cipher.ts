import { createReadStream } from "node:fs";
import { Readable, Writable } from "node:stream";
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import { DomainError } from "../../domain/ground/error.ts";

/**
 * Encryption of backups in the age format (age-encryption.org/v1): X25519 and ChaCha20-Poly1305, every 64 KiB authenticated.
 *
 * Files are encrypted to a public key. Its private half lies in the backup folder alone, under the passphrase (scrypt, 2^18). So the PC
 * makes backups by itself and keeps no secret that would open them; whoever knows the passphrase needs nothing else but the folder,
 * and where Talon is not at hand the `age` program opens it too.
 */
export type BackupKey = { readonly recipient: string; readonly sealed: Uint8Array };

/** Makes a new pair of keys, the private one closed with a passphrase. Takes a second or two, as every guess would. */
export async function makeBackupKey(passphrase: string, workFactor = 18): Promise<BackupKey> {
  const identity = await generateX25519Identity();
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(workFactor);
  return { recipient: await identityToRecipient(identity), sealed: await encrypter.encrypt(identity) };
}

/** The private key. @throws DomainError `backup.wrong-passphrase` */
export async function openBackupKey(sealed: Uint8Array, passphrase: string): Promise<string> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    return await decrypter.decrypt(sealed, "text");
  } catch {
    throw new DomainError("backup.wrong-passphrase", { field: "passphrase" });
  }
}

/** The public key of a private one. */
export const recipientOf = (identity: string): Promise<string> => identityToRecipient(identity);

const streamOf = (file: string): ReadableStream<Uint8Array> =>
  Readable.toWeb(createReadStream(file, { highWaterMark: 1 << 18 })) as ReadableStream<Uint8Array>;

/** Encrypts a file into a stream that writes it elsewhere. */
export async function encryptInto(file: string, recipient: string, into: Writable): Promise<void> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  await (await encrypter.encrypt(streamOf(file))).pipeTo(Writable.toWeb(into));
}

/** Decrypts a file. @throws DomainError `backup.copy-damaged` where a byte of it was changed, or the key is another one */
export async function decryptInto(file: string, identity: string, into: Writable): Promise<void> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  try {
    await (await decrypter.decrypt(streamOf(file))).pipeTo(Writable.toWeb(into));
  } catch (error) {
    // What the disk says has a code; what the cipher says has none.
    if ((error as { code?: unknown }).code !== undefined) throw error;
    throw new DomainError("backup.copy-damaged", { text: file });
  }
}
