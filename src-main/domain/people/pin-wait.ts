/** Fewest and most digits of a PIN. */
export const PIN_PATTERN = /^\d{4,8}$/;

/** Wrong PINs are forgotten after so long without another one, ms. */
export const TRIES_FORGOTTEN_MS = 24 * 3_600_000;

/** The longest wait for the next try, ms: some 60 tries a day, where four digits have 10,000. */
const LONGEST_WAIT_MS = 30 * 60_000;

/**
 * Wrong PINs a day at benches where the person has never signed in, all together, before those benches wait: a browser that comes as a
 * new bench each time gains nothing by it.
 */
export const MOST_STRANGE_TRIES = 50;

/** How long a bench waits after so many wrong PINs of one person in a row, ms. The first one is a slip. */
export const waitAfter = (wrong: number): number => (wrong <= 1 ? 0 : Math.min(1000 * 2 ** (wrong - 1), LONGEST_WAIT_MS));
