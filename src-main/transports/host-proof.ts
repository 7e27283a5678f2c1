import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** What a host and whoever starts Talon once more both read in the data folder. */
export type HostSecret = {
  readonly secret: string;
  /** Which folder it is: a copy has the same secret and is another one. */
  readonly folder: string;
};

/** A number used once, 128 bits. */
export const newNonce = (): string => randomBytes(16).toString("hex");
/** A key for one browser, 192 bits. */
export const newKey = (): string => randomBytes(24).toString("base64url");
export const NONCE = /^[0-9a-f]{32}$/;

const mac = (secret: string, ...words: readonly (string | number)[]): string =>
  createHmac("sha256", secret).update(words.join("\n")).digest("base64url");

/** Proves that a host serves this folder on this port. A program that took the port and passes the question on gives another port away. */
export const hostProof = ({ secret, folder }: HostSecret, port: number, nonce: string): string => mac(secret, "host", folder, port, nonce);

/** Proves to a host that the caller reads its folder. @param nonce the host's, so that nobody can say it again */
export const callerProof = ({ secret, folder }: HostSecret, port: number, nonce: string): string => mac(secret, "caller", folder, port, nonce);

/** What browsers keep in their cookie; the secret itself never leaves the folder. */
export const cookieOf = ({ secret }: HostSecret): string => mac(secret, "cookie");

/** Compares secrets in a time that tells nothing of where they differ. */
export const sameText = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one, "latin1"), Buffer.from(other, "latin1"));

/** So many keys wait for their browser at most: the oldest goes first. */
const MOST_WAITING = 16;

/** Words that are good for one time, each for one browser or one caller. */
export type OneTimeWords = {
  readonly issue: () => string;
  readonly knows: (word: string) => boolean;
  /** @returns whether it was known; from now on it is not */
  readonly use: (word: string) => boolean;
};

export function oneTimeWords(make: () => string): OneTimeWords {
  const waiting = new Set<string>();
  const find = (word: string): string | undefined => [...waiting].find((known) => sameText(known, word));
  return {
    issue() {
      const word = make();
      waiting.add(word);
      if (waiting.size > MOST_WAITING) waiting.delete([...waiting][0]!);
      return word;
    },
    knows: (word) => find(word) !== undefined,
    use: (word) => waiting.delete(find(word) ?? ""),
  };
}
