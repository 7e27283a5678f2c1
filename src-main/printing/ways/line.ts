import { connect } from "node:net";
import { CANCELLED, faultOf, type Fault } from "./fault.ts";

/** A line of bytes to a printer, both ways. Nothing is thrown; what broke it is told by every later call. */
export type Line = {
  /** Hands bytes to the system, all of them or until the printer takes none for `stallMs`. */
  readonly write: (bytes: Uint8Array, stallMs: number) => Promise<Fault | undefined>;
  /** What the printer says until `enough` or the time is over; what it said before is forgotten. At most {@link ANSWER_LIMIT} bytes are kept. */
  readonly ask: (question: Uint8Array, enough: (answer: Buffer) => boolean, ms: number) => Promise<Buffer>;
  /** Waits so long for the printer to say something or to hang up. @returns what it has said since the last question */
  readonly listen: (ms: number) => Promise<Buffer>;
  /** Closes this side and waits for the printer to close its own, at most so long. */
  readonly finish: (ms: number) => Promise<Fault | undefined>;
  /** What broke the line, or that the printer has hung up. */
  readonly fault: () => Fault | undefined;
  readonly drop: () => void;
};

/** More than any printer has to say about its paper, bytes. */
const ANSWER_LIMIT = 4096;

/** Bytes whose way into the system counts as progress: at 9600 baud some four seconds. */
const STEP = 4096;

const HUNG_UP: Fault = { trouble: "line-lost", detail: "the printer hung up" };
const STALLED: Fault = { trouble: "no-answer", detail: "the printer takes no more bytes" };

/** Opens a TCP connection. @returns the line, or why there is none; then nothing has reached the printer */
export function openLine(host: string, port: number, connectMs: number, signal: AbortSignal): Promise<Line | Fault> {
  const socket = connect({ host, port, allowHalfOpen: true, noDelay: true });
  let answer = Buffer.alloc(0);
  let broken: Fault | undefined;
  let hungUp = false;
  let finished = false;
  let wake = (): void => {};

  const breakOff = (fault: Fault): void => {
    broken ??= fault;
    socket.destroy();
    wake();
  };
  const stop = (): void => breakOff(CANCELLED);
  signal.addEventListener("abort", stop);
  socket
    .on("error", (error) => breakOff(faultOf(error)))
    .on("close", () => {
      signal.removeEventListener("abort", stop);
      if (!hungUp) broken ??= HUNG_UP;
      wake();
    })
    .on("end", () => {
      hungUp = true;
      wake();
    })
    .on("data", (bytes) => {
      // What nobody asked for is read all the same: a line that closes with unread bytes is reset, and the printer may forget its own.
      answer = Buffer.concat([answer, bytes.subarray(0, ANSWER_LIMIT - answer.length)]);
      wake();
    });

  /** Waits until it is done, the line is broken or the time is over. */
  const until = (done: () => boolean, ms: number): Promise<boolean> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => settle(), ms);
      const settle = (): void => {
        clearTimeout(timer);
        wake = () => {};
        resolve(done());
      };
      wake = () => {
        if (done() || broken) settle();
      };
      wake();
    });

  async function write(bytes: Uint8Array, stallMs: number): Promise<Fault | undefined> {
    for (let at = 0; at < bytes.length; at += STEP) {
      if (broken) return broken;
      let taken = false;
      socket.write(bytes.subarray(at, at + STEP), (error) => {
        taken = !error;
        wake();
      });
      if (!(await until(() => taken, stallMs))) breakOff(STALLED);
    }
    return broken;
  }

  const line: Line = {
    write,
    ask: async (question, enough, ms) => {
      answer = Buffer.alloc(0);
      if (await write(question, ms)) return answer;
      await until(() => hungUp || answer.length >= ANSWER_LIMIT || enough(answer), ms);
      return answer;
    },
    listen: async (ms) => {
      await until(() => hungUp || answer.length > 0, ms);
      return answer;
    },
    finish: async (ms) => {
      // Whoever hangs up before the end of a document has not read it.
      if (broken || hungUp) return broken ?? HUNG_UP;
      socket.once("finish", () => {
        finished = true;
        wake();
      });
      socket.end();
      await until(() => finished && hungUp, ms);
      return broken ?? (finished ? undefined : STALLED);
    },
    fault: () => broken ?? (hungUp ? HUNG_UP : undefined),
    drop: () => {
      signal.removeEventListener("abort", stop);
      socket.destroy();
    },
  };

  return new Promise((resolve) => {
    let open = false;
    socket.once("connect", () => {
      open = true;
      wake();
    });
    if (signal.aborted) stop();
    void until(() => open, connectMs).then((connected) => {
      if (connected && !broken) return resolve(line);
      breakOff({ trouble: "offline", detail: "the printer does not pick up" });
      resolve(broken!);
    });
  });
}
