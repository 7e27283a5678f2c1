import { randomBytes } from "node:crypto";
import { parentPort, workerData } from "node:worker_threads";
import { argon2id, argon2Verify } from "hash-wasm";
import type { PinAnswer, PinTask } from "./pins.ts";

/** Works out the hashes of PINs, one after the other, beside the thread that serves the shop: each is meant to be slow. */

const { memorySize } = workerData as { readonly memorySize: number };

/** Argon2id (RFC 9106) with two passes, as OWASP's password storage guidance has it for 19 MiB. */
const hash = (pin: string): Promise<string> =>
  argon2id({ password: pin, salt: randomBytes(16), iterations: 2, parallelism: 1, memorySize, hashLength: 32, outputType: "encoded" });

let last: Promise<void> = Promise.resolve();
parentPort!.on("message", ({ id, pin, hash: expected }: PinTask) => {
  last = last.then(async () => {
    const answer: PinAnswer = await (expected === undefined ? hash(pin) : argon2Verify({ password: pin, hash: expected })).then(
      (value) => ({ id, value }),
      (error: unknown) => ({ id, error: String(error) }),
    );
    parentPort!.postMessage(answer);
  });
});
