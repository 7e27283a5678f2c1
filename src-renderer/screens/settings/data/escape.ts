import type { KeyboardEvent } from "react";

/** Takes Esc for itself, which else leads from a section back to the list of sections. */
export const escapeTo =
  (run: () => void) =>
  (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    run();
  };
