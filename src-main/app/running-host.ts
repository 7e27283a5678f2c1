import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { callerProof, hostProof, newNonce, sameText, type HostSecret } from "../transports/host-proof.ts";

/** Longest that a host on this PC takes to answer, ms. */
const ANSWER_MS = 2000;

/** What a data folder says of the host that serves it. */
type HostNote = { readonly pid: number; readonly port: number; readonly folder: string };

const noteOf = (dataFolder: string): string => join(dataFolder, "host.json");

/** Which folder this is, on this PC: another one for a copy, the same one for a folder that was renamed. */
export function folderIdentity(dataFolder: string): string {
  const { dev, ino } = statSync(dataFolder, { bigint: true });
  // Some file systems number nothing.
  return ino === 0n ? realpathSync(dataFolder) : `${dev}:${ino}`;
}

/** The secret of a data folder; it lives as long as the folder, so that open screens come back after a restart. */
export function hostSecret(dataFolder: string): HostSecret {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const file = join(dataFolder, "host.token");
  const folder = folderIdentity(dataFolder);
  const known = existsSync(file) ? readFileSync(file, "utf8").trim() : "";
  if (/^[\w-]{32}$/.test(known)) return { secret: known, folder };
  const secret = randomBytes(24).toString("base64url");
  writeFileSync(file, `${secret}\n`, { mode: 0o600 });
  return { secret, folder };
}

/** Notes where the host of this folder answers. */
export const noteHost = (dataFolder: string, port: number): void =>
  writeFileSync(noteOf(dataFolder), JSON.stringify({ pid: process.pid, port, folder: folderIdentity(dataFolder) } satisfies HostNote), {
    mode: 0o600,
  });

export const forgetHost = (dataFolder: string): void => rmSync(noteOf(dataFolder), { force: true });

/**
 * An address at the host that already serves this data folder, good for one browser, so that a second start leads to the first. Whoever
 * answers proves first that it reads this very folder; our own secret is never told.
 */
export async function findRunningHost(dataFolder: string): Promise<string | undefined> {
  try {
    const note = JSON.parse(readFileSync(noteOf(dataFolder), "utf8")) as HostNote;
    const { port } = note;
    const mine = hostSecret(dataFolder);
    // Copied with its folder: the host of the original answers there.
    if (note.folder !== mine.folder || !Number.isInteger(port)) return undefined;
    const ask = async (path: string): Promise<Readonly<Record<string, unknown>>> => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, { redirect: "error", signal: AbortSignal.timeout(ANSWER_MS) });
      return (await response.json()) as Record<string, unknown>;
    };
    const nonce = newNonce();
    const { proof, nonce: theirs } = await ask(`/host?nonce=${nonce}`);
    if (typeof proof !== "string" || typeof theirs !== "string" || !sameText(proof, hostProof(mine, port, nonce))) return undefined;
    const { key } = await ask(`/key?nonce=${encodeURIComponent(theirs)}&proof=${callerProof(mine, port, theirs)}`);
    return typeof key === "string" ? hostUrl(port, key) : undefined;
  } catch {
    return undefined;
  }
}

/** The address by which one browser comes in. */
const hostUrl = (port: number, key: string): string => `http://127.0.0.1:${port}/?key=${encodeURIComponent(key)}`;
