import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A line between a program and a printer that can break. */
export type CutLine = {
  readonly port: number;
  /** Breaks the first connection that has carried so many bytes to the printer. */
  readonly cutAfter: (bytes: number) => void;
  /** Breaks the first connection whose printer answers after so many bytes, and keeps the answer back. */
  readonly cutAnswerAfter: (bytes: number) => void;
  /** How often it has been cut. */
  readonly cuts: () => number;
  readonly stop: () => Promise<void>;
};

/** Passes bytes both ways to a port of the loopback, until told to cut a connection. */
export async function openCutLine(target: number): Promise<CutLine> {
  let limit = Infinity;
  let silence = Infinity;
  let cuts = 0;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(target, "127.0.0.1");
    let carried = 0;
    let cut = false;
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket
        .on("error", () => {})
        .on("close", () => {
          sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
    }
    far.on("data", (bytes) => {
      if (carried < silence) return void near.write(bytes);
      silence = Infinity;
      cuts += 1;
      near.resetAndDestroy();
    });
    far.on("end", () => near.end());
    near.on("data", (bytes) => {
      if (cut) return;
      const part = bytes.subarray(0, limit - carried);
      carried += part.length;
      cut = carried >= limit;
      if (cut) {
        limit = Infinity;
        cuts += 1;
      }
      far.write(part, () => {
        if (!cut) return;
        near.resetAndDestroy();
        far.end();
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cutAfter: (bytes) => {
      limit = bytes;
    },
    cutAnswerAfter: (bytes) => {
      silence = bytes;
    },
    cuts: () => cuts,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
