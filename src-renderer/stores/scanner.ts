import { create } from "zustand";
import type { Scanned } from "../../src-main/domain/scan-code.ts";

/** The slip that was scanned last: its claim code need not be scanned again to hand its device back. */
export type ScannerState = {
  readonly slip: Scanned | null;
  /** A screen that takes scanned codes itself instead of opening the order. */
  readonly taker: ((scanned: Scanned) => void) | null;
};

export const useScanner = create<ScannerState>(() => ({ slip: null, taker: null }));

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
