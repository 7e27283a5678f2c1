import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { DomainError } from "../../src-main/domain/ground/error.ts";
import { isImei } from "../../src-main/domain/devices/imei.ts";
import { isLabelCode, numberToFind } from "../../src-main/domain/devices/label-code.ts";
import { parseScanCode, type ScanCode } from "../../src-main/domain/orders/scan-code.ts";
import { api, client } from "../client/client.ts";
import { endsScan, follow, newBurst, putText, scannedText, withoutSeparators, type Burst } from "../components/burst.ts";
import { useText, type Texts } from "../components/text.tsx";
import { report } from "../stores/explain.ts";
import { scanned, takesOther, wantFound } from "../stores/scanner.ts";
import { useSession } from "../stores/session.ts";
import { tell } from "../stores/tray.ts";

/** Reads a burst as a typed code, by its characters and by its keys. */
function codeOf(...texts: readonly string[]): { code: ScanCode } | { wrong: DomainError } | undefined {
  let wrong: DomainError | undefined;
  for (const text of texts) {
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

type Going = { readonly queries: QueryClient; readonly go: (path: string) => void; readonly texts: Texts };

async function openOrder(id: string, { queries, go }: Going): Promise<void> {
  // Asked for before its screen stands, which then shows the order at once; a trouble is told there.
  await queries.prefetchQuery(api.order.get.queryOptions({ input: { id } }));
  go(`/order/${id}`);
}

async function openScanned(text: string, going: Going): Promise<void> {
  try {
    const found = await client.order.scan({ text });
    if (!found) return tell({ tone: "bad", text: going.texts.t("scan.nothing", { text }) });
    if (!scanned(found)) await openOrder(found.orderId, going);
  } catch (error) {
    report(error, going.texts);
  }
}

/** Looks for a code that is none of Talon's. @param first whether the newest of several is meant, as by Enter in the search box */
async function openFound(text: string, first: boolean, going: Going): Promise<void> {
  try {
    const [newest, ...others] = await client.order.find({ text: text.slice(0, 200) });
    if (!newest) return tell({ tone: "bad", text: going.texts.t("scan.nothing", { text }) });
    if (first || others.length === 0) return await openOrder(newest.id, going);
    wantFound(text);
  } catch (error) {
    report(error, going.texts);
  }
}

/** Fields that hold codes are marked so; in the one that finds orders Enter opens. */
const isCodeField = (burst: Burst): boolean => burst.field?.dataset["code"] !== undefined;
const isSearch = (burst: Burst): boolean => burst.field?.dataset["code"] === "search";

const isImeiText = (text: string): boolean => isImei(text.replace(/[\s/-]/g, ""));

/** Whether a burst is a code that does not belong where it was typed. */
function isForeign(scanned: string, { field }: Burst, byTab: boolean): boolean {
  const text = withoutSeparators(scanned);
  if (field === null) return true;
  const path = field.dataset["path"] ?? "";
  if (field.dataset["code"] !== "search" && isLabelCode(scanned)) return true;
  // An IMEI is no serial number, nor the other way round.
  if (field.dataset["code"] !== undefined) return isImeiText(text) ? path === "device.serial" : /^device\.imei2?$/.test(path) && /[A-Z]/i.test(text);
  if (isImeiText(text)) return true;
  if (!/^[!-~]{8,100}$/.test(text) || !/\d/.test(text) || /[@+]/.test(text)) return false;
  // Figures may be a phone number, a day or an amount that somebody types in haste; so may letters before Tab, but for capitals.
  return /[A-Z]/i.test(text) ? !byTab || /^[A-Z\d./-]+$/.test(text) : !byTab && field.inputMode === "";
}

/** What a finished burst does. @returns whether its last key is used up by it */
function takeBurst(burst: Burst, byTab: boolean, going: Going): boolean {
  const { texts } = going;
  const text = scannedText(burst);
  const { field, before } = burst;
  const code = codeOf(burst.typed, text);
  if (code) {
    if (field) putText(field, before);
    if ("wrong" in code) tell({ tone: "bad", text: texts.t(`error.${code.wrong.code}`, { number: "", text }) });
    else void openScanned(code.code.kind === "slip" ? `TALON:${code.code.number}:${code.code.claimCode}` : code.code.number, going);
    return true;
  }
  const foreign = isForeign(text, burst, byTab);
  if (field && isCodeField(burst) && !foreign) {
    if (burst.typed !== text) putText(field, before.slice(0, burst.from) + text + before.slice(burst.to));
    if (!isSearch(burst)) return !byTab;
    putText(field, "");
    void openFound(numberToFind(text), true, going);
    return true;
  }
  // A word without a figure is somebody who types quickly and takes the first choice of a list.
  if (!foreign) return !byTab && /\d/.test(text);
  if (field) putText(field, before);
  if (!takesOther(text)) void openFound(numberToFind(text), false, going);
  return true;
}

/**
 * Listens for a scanner. A typed code opens its order on whatever screen; another code goes where the screen wants it, or is looked for; both
 * are taken out of the field that had the focus. In a field for codes it stays, as its keys say. The Enter of a scanner submits nothing.
 */
export function useScannerKeys(go: (path: string) => void): void {
  const texts = useText();
  const queries = useQueryClient();
  useEffect(() => {
    let burst = newBurst();
    const onKey = (event: KeyboardEvent): void => {
      // A secret is typed, never scanned.
      const secret = event.target instanceof HTMLInputElement && event.target.type === "password";
      if (secret || useSession.getState().phase !== "signed-in") burst = newBurst();
      else if (event.key !== "Enter" && event.key !== "Tab") burst = follow(burst, event);
      else {
        const done = burst;
        burst = newBurst();
        if (!endsScan(done, event) || !takeBurst(done, event.key === "Tab", { queries, go, texts })) return;
        event.preventDefault();
        event.stopPropagation();
      }
    };
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  }, [go, queries, texts]);
}
