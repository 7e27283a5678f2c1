import { useLayoutEffect, useRef } from "react";

/** Hears keys from the moment a dialog is there: its focus arrives a moment later, and fast fingers do not wait for it. */
export function useDialogKeys(onKey: (event: KeyboardEvent) => void): void {
  const latest = useRef(onKey);
  latest.current = onKey;
  useLayoutEffect(() => {
    const run = (event: KeyboardEvent): void => latest.current(event);
    window.addEventListener("keydown", run);
    return () => window.removeEventListener("keydown", run);
  }, []);
}
