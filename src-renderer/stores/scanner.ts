import { create } from "zustand";
import type { Scanned } from "../../src-main/domain/orders/scan-code.ts";

/** The slip that was scanned last: its claim code need not be scanned again to hand its device back. */
export type ScannerState = {
  readonly slip: Scanned | null;
  /** A screen that takes scanned codes itself instead of opening the order. */
  readonly taker: ((scanned: Scanned) => void) | null;
  /** A screen that takes codes which are none of Talon's: serial numbers and IMEIs. */
  readonly otherTaker: ((text: string) => void) | null;
  /** A code that several orders have: the search box shows them. */
  readonly wanted: string | null;
};

export const useScanner = create<ScannerState>(() => ({ slip: null, taker: null, otherTaker: null, wanted: null }));

/** Lets a screen take codes that are none of Talon's. @returns a function that ends it */
export function takeOthers(otherTaker: (text: string) => void): () => void {
  useScanner.setState({ otherTaker });
  return () => useScanner.setState((state) => (state.otherTaker === otherTaker ? { otherTaker: null } : {}));
}

/** Gives such a code to the screen that takes them. @returns whether one did */
export function takesOther(text: string): boolean {
  const { otherTaker } = useScanner.getState();
  otherTaker?.(text);
  return otherTaker !== null;
}

/** Asks the search box to show what a code finds; null once it does. */
export const wantFound = (wanted: string | null): void => useScanner.setState({ wanted });

/** Lets a screen take what is scanned. @returns a function that ends it */
export function takeScans(taker: (scanned: Scanned) => void): () => void {
  useScanner.setState({ taker });
  return () => useScanner.setState((state) => (state.taker === taker ? { taker: null } : {}));
}

/** Notes what was scanned and gives it to the screen that takes scans. @returns whether one did */
export function scanned(code: Scanned): boolean {
  if (code.claimCode !== null) useScanner.setState({ slip: code });
  const { taker } = useScanner.getState();
  taker?.(code);
  return taker !== null;
}
