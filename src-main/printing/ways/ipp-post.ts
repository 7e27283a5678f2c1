import { request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { CANCELLED, faultOf, type Fault } from "./fault.ts";
import { decodeIppAnswer, type IppAnswer } from "./ipp-message.ts";
import type { WayTimes } from "./way-options.ts";

/** A printer's answer, or why there is none. `reached`: some of the request may have come to the printer. */
export type Posted = { readonly answer: IppAnswer } | { readonly fault: Fault; readonly reached: boolean };

/** Longest answer that is read, bytes; all the attributes of a large office printer are some 60 kB. */
const ANSWER_LIMIT = 512 * 1024;

const FAULT_BY_STATUS: Readonly<Record<number, Fault["trouble"]>> = {
  400: "refused",
  401: "no-permission",
  403: "no-permission",
  404: "not-found",
  413: "no-space",
  426: "no-permission",
  503: "busy",
};

/** Where to post to: the host of the URI, or a socket of this PC's files that stands for it. */
export type IppPlace = { readonly uri: string; readonly socketPath?: string | undefined };

/**
 * Posts a request to a printer (RFC 8010 §3.4) and reads its answer, with bounds on time and size.
 * Over `ipps:` any certificate is taken: printers on a local network sign their own, nobody there could vouch for them, and refusing them
 * would only lead back to no encryption at all. It keeps listeners out, not somebody who takes the printer's place.
 */
export function postIpp({ uri, socketPath }: IppPlace, body: Uint8Array, { connectMs, stallMs }: WayTimes, signal: AbortSignal): Promise<Posted> {
  const { hostname, port, pathname, search, protocol } = new URL(uri.replace(/^ipp/, "http"));
  const secure = protocol === "https:";
  const options: RequestOptions & { rejectUnauthorized: boolean } = {
    method: "POST",
    host: hostname.replaceAll(/[[\]]/g, ""),
    port: port || (secure ? 443 : 80),
    socketPath,
    path: pathname + search,
    headers: { "content-type": "application/ipp", "content-length": body.length, host: `${hostname}:${port || 631}` },
    agent: false,
    rejectUnauthorized: false,
  };
  return new Promise((resolve) => {
    let reached = false;
    let over = false;
    const request = secure ? httpsRequest(options) : httpRequest(options);
    const settle = (posted: Posted): void => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      request.destroy();
      resolve(posted);
    };
    const fail = (fault: Fault): void => settle({ fault, reached });
    const stop = (): void => fail(CANCELLED);
    let timer = setTimeout(() => fail({ trouble: "offline", detail: "the printer does not pick up" }), connectMs);
    signal.addEventListener("abort", stop);

    const waitFor = (ms: number): void => {
      clearTimeout(timer);
      timer = setTimeout(() => fail({ trouble: "no-answer", detail: "the printer does not answer" }), ms);
    };
    request.on("socket", (socket) => {
      socket.once(secure ? "secureConnect" : "connect", () => {
        reached = true;
        clearTimeout(timer);
        request.setTimeout(stallMs, () => fail({ trouble: "no-answer", detail: "the printer takes no more bytes" }));
      });
    });
    // From here on only the answer is missing; a printer that drips it out byte by byte has no longer for it than one that is silent.
    request.on("finish", () => reached && waitFor(stallMs));
    request.on("error", (error) => fail(faultOf(error)));
    request.on("response", (response) => void readAnswer(response).then(settle));
    request.end(body);
    if (signal.aborted) stop();
  });
}

function readAnswer(response: IncomingMessage): Promise<Posted> {
  const fail = (fault: Fault): Posted => ({ fault, reached: true });
  const code = response.statusCode ?? 0;
  if (code !== 200) return Promise.resolve(fail({ trouble: FAULT_BY_STATUS[code] ?? "nonsense", detail: `HTTP ${code}` }));
  if (!/^application\/ipp\b/i.test(response.headers["content-type"] ?? ""))
    return Promise.resolve(fail({ trouble: "nonsense", detail: "what answers is no printer" }));
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    response.on("data", (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > ANSWER_LIMIT) resolve(fail({ trouble: "nonsense", detail: "the answer has no end" }));
    });
    response.on("end", () => {
      const answer = decodeIppAnswer(Buffer.concat(chunks));
      resolve(answer ? { answer } : fail({ trouble: "nonsense", detail: "the answer is no IPP" }));
    });
    response.on("error", (error) => resolve(fail(faultOf(error))));
  });
}
