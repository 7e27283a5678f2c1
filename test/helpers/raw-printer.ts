import { createServer, type AddressInfo, type Socket } from "node:net";

/** How a printer at the other end of a line behaves. */
export type RawConduct = {
  /** Answers to what it was sent so far, each of them once; called with all bytes of a connection whenever some arrive. */
  readonly answer?: (received: Buffer, socket: Socket) => void;
  /** Never reads. */
  readonly stalls?: boolean;
  /** Reads until so many bytes have come, then does this. */
  readonly after?: { readonly bytes: number; readonly deed: "reset" | "close" };
  /** Closes at once. */
  readonly hangsUp?: boolean;
  /** Never closes its own side. */
  readonly staysOpen?: boolean;
};

export type RawPrinter = {
  readonly address: string;
  readonly port: number;
  /** Every byte of each connection. */
  readonly received: readonly Buffer[];
  readonly stop: () => Promise<void>;
};

/** A printer of port 9100 on this machine's loopback. */
export async function startRawPrinter({ answer, stalls, after, hangsUp, staysOpen }: RawConduct = {}): Promise<RawPrinter> {
  const received: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: stalls ?? false }, (socket) => {
    const index = received.push(Buffer.alloc(0)) - 1;
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    if (hangsUp) return void socket.end();
    if (stalls) return;
    socket.on("data", (bytes) => {
      const all = Buffer.concat([received[index]!, bytes]);
      received[index] = all;
      answer?.(all, socket);
      if (!after || all.length < after.bytes) return;
      if (after.deed === "reset") socket.resetAndDestroy();
      else socket.destroy();
    });
    socket.on("end", () => staysOpen || socket.end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    port,
    received,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A port of the loopback that nobody listens at. */
export async function freePort(): Promise<number> {
  const printer = await startRawPrinter();
  await printer.stop();
  return printer.port;
}

/** Calls back once for every new occurrence of a question in what has been received. */
export function onQuestion(question: Uint8Array, reply: (socket: Socket, count: number) => void): NonNullable<RawConduct["answer"]> {
  const seen = new WeakMap<Socket, { at: number; count: number }>();
  return (received, socket) => {
    const state = seen.get(socket) ?? { at: 0, count: 0 };
    for (let at = received.indexOf(question, state.at); at >= 0; at = received.indexOf(question, state.at)) {
      state.at = at + question.length;
      state.count += 1;
      reply(socket, state.count);
    }
    seen.set(socket, state);
  };
}

/** What a Zebra says to `~HS`. */
export const hostStatus = ({ paperOut = 0, paused = 0, hot = 0, headUp = 0, ribbonOut = 0, transfer = 1 } = {}): string =>
  [
    `\x02030,${paperOut},${paused},0245,000,0,0,0,000,0,0,${hot}\x03\r\n`,
    `\x02001,0,${headUp},${ribbonOut},${transfer},2,4,0,00000000,1,000\x03\r\n`,
    "\x021234,0\x03\r\n",
  ].join("");

/** A Zebra that answers every `~HS`, the nth time with the nth status. */
export const zebra = (...statuses: readonly string[]): RawConduct => ({
  answer: onQuestion(Buffer.from("~HS"), (socket, count) => void socket.write(statuses[Math.min(count, statuses.length) - 1]!)),
});

/** A receipt printer that answers `DLE EOT 1` to `4` with these bytes. */
export function receiptPrinter(...bytes: readonly number[]): RawConduct {
  const answers = bytes.map((byte, index) => onQuestion(Uint8Array.of(0x10, 0x04, index + 1), (socket) => void socket.write(Uint8Array.of(byte))));
  return {
    answer: (received, socket) => {
      for (const answer of answers) answer(received, socket);
    },
  };
}
