/** How a device is unlocked. A pattern is the dots of a 3×3 grid in order, `1-4-7-8-9`, 1 at the upper left. */
export type Passcode = { readonly kind: "pin" | "password" | "pattern"; readonly value: string };

export const PASSCODE_KINDS = ["pin", "password", "pattern"] as const;

/** The dots of a pattern in order, or undefined where it is none: 2 to 9 different dots of 1 to 9. */
export function patternDots(value: string): readonly number[] | undefined {
  if (!/^[1-9](-[1-9]){1,8}$/.test(value)) return undefined;
  const dots = value.split("-").map(Number);
  return new Set(dots).size === dots.length ? dots : undefined;
}

/**
 * A pattern drawn on to another dot. Phones take a dot in that lies right in the middle between two, even where the finger was too
 * fast to be seen on it. @returns the same dots where this one is among them already
 */
export function drawnTo(dots: readonly number[], to: number): readonly number[] {
  const from = dots.at(-1);
  if (from === undefined || dots.includes(to)) return from === undefined ? [to] : dots;
  const isEven = (sum: number): boolean => sum % 2 === 0;
  const column = (dot: number): number => (dot - 1) % 3;
  const middle = (from + to) / 2;
  const passed = isEven(column(from) + column(to)) && Number.isInteger(middle) && !dots.includes(middle);
  return passed ? [...dots, middle, to] : [...dots, to];
}

/** Whether a passcode can be one of its kind: digits for a PIN, a drawable pattern, anything but nothing for a password. */
export function isPasscode({ kind, value }: Passcode): boolean {
  if (kind === "pin") return /^\d{1,32}$/.test(value);
  if (kind === "pattern") return patternDots(value) !== undefined;
  return value.length > 0;
}
