import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { DomainError } from "../../src-main/domain/error.ts";
import { parseScanCode, type ScanCode } from "../../src-main/domain/scan-code.ts";
import { api, client } from "../client/client.ts";
import { useText, type Texts } from "../components/text.tsx";
import { report } from "../stores/explain.ts";
import { scanned } from "../stores/scanner.ts";
import { useSession } from "../stores/session.ts";
import { tell } from "../stores/tray.ts";

/** Keys further apart than this belong to two bursts, ms. */
const BURST_GAP_MS = 120;
/** Mean time between keys of a scanner at the most, ms; a fast typist needs twice as long. */
const SCANNER_PACE_MS = 45;
const SHORTEST_BURST = 8;
/** Keys that only a person presses: the Enter after them belongs to a list or a field, and to no code. */
const PERSONS_KEYS = /^(?:Arrow|Page|Tab|Backspace|Delete|Home|End|Escape)/;

/** What a key types in the Latin layout that scanners speak, whatever layout the PC is set to. */
export function latinOf(event: Pick<KeyboardEvent, "code" | "shiftKey" | "key">): string {
  const letter = /^(?:Key([A-Z])|(?:Digit|Numpad)(\d))$/.exec(event.code);
  if (letter) return letter[1] ?? (event.shiftKey ? event.key : letter[2]!);
  if (event.code === "Minus" || event.code === "NumpadSubtract") return "-";
  if ((event.code === "Slash" && !event.shiftKey) || event.code === "NumpadDivide") return "/";
  if (event.code === "Semicolon" && event.shiftKey) return ":";
  return event.key;
}

type Field = HTMLInputElement | HTMLTextAreaElement;
const fieldOf = (target: EventTarget | null): Field | null =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target : null;

/** Keys that came one after another: what they typed, what they type in the Latin layout, and the field's text before. */
type Burst = {
  readonly typed: string;
  readonly keys: string;
  readonly first: number;
  readonly last: number;
  readonly field: Field | null;
  readonly before: string;
};
const NO_BURST: Burst = { typed: "", keys: "", first: 0, last: 0, field: null, before: "" };

/** Puts a field's text back as it was before a burst went into it, so that React sees the change too. */
function restore(field: Field, value: string): void {
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(field, value);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Reads a burst as a typed code, by its characters and by its keys. */
function codeOf(typed: string, keys: string): { code: ScanCode } | { wrong: DomainError } | undefined {
  let wrong: DomainError | undefined;
  for (const text of [typed, keys]) {
    try {
      const code = parseScanCode(text);
      if (code) return { code };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      wrong ??= error;
    }
  }
  return wrong && { wrong };
}

async function openScanned(text: string, queries: QueryClient, go: (path: string) => void, texts: Texts): Promise<void> {
  try {
    const found = await client.order.scan({ text });
    if (found) {
      if (scanned(found)) return;
      // Asked for before its screen stands, which then shows the order at once; a trouble is told there.
      await queries.prefetchQuery(api.order.get.queryOptions({ input: { id: found.orderId } }));
      go(`/order/${found.orderId}`);
    } else tell({ tone: "bad", text: texts.t("scan.other-kind", { text }) });
  } catch (error) {
    report(error, texts);
  }
}

/**
 * Listens for a scanner: a fast burst of keys that ends in Enter. A typed code opens its order on whatever screen; the burst
 * is taken out of the field again that had the focus. Any other burst stays where it went, but its Enter submits nothing.
 */
export function useScannerKeys(go: (path: string) => void): void {
  const texts = useText();
  const queries = useQueryClient();
  useEffect(() => {
    let burst = NO_BURST;
    const onKey = (event: KeyboardEvent): void => {
      // A chord is a person's: what was typed before it is no part of a code.
      if (event.ctrlKey || event.altKey || event.metaKey || useSession.getState().phase !== "signed-in") {
        burst = NO_BURST;
        return;
      }
      const now = event.timeStamp;
      const fast = now - burst.last < BURST_GAP_MS;
      if (event.key === "Enter") {
        const done = burst;
        burst = NO_BURST;
        const pace = (done.last - done.first) / Math.max(done.typed.length - 1, 1);
        if (!fast || done.typed.length < SHORTEST_BURST || pace > SCANNER_PACE_MS) return;
        event.preventDefault();
        event.stopPropagation();
        const read = codeOf(done.typed, done.keys);
        if (!read) {
          if (!done.field) tell({ tone: "bad", text: texts.t("scan.other-kind", { text: done.keys }) });
          return;
        }
        if (done.field) restore(done.field, done.before);
        if ("wrong" in read) return tell({ tone: "bad", text: texts.t(`error.${read.wrong.code}`, { number: "", text: done.keys }) });
        const { code } = read;
        void openScanned(code.kind === "slip" ? `TALON:${code.number}:${code.claimCode}` : code.number, queries, go, texts);
        return;
      }
      if (event.key.length !== 1) {
        if (PERSONS_KEYS.test(event.key)) burst = NO_BURST;
        return;
      }
      if (!fast) {
        const field = fieldOf(event.target);
        burst = { typed: "", keys: "", first: now, last: now, field, before: field?.value ?? "" };
      }
      burst = { ...burst, typed: burst.typed + event.key, keys: burst.keys + latinOf(event), last: now };
    };
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  }, [go, queries, texts]);
}
