import type { Texts } from "./text.tsx";

/** The text of a shipped word (`category.phone`), or a shop's own word as it is. */
export const wordOr = ({ t, has }: Texts, family: string, word: string): string => (has(`${family}.${word}`) ? t(`${family}.${word}`) : word);
