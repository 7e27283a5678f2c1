import type { Page } from "@playwright/test";

/** What the keys of a layout type, without and with Shift, in the order of `KEYS`. */
type Layout = { readonly plain: string; readonly shifted: string };

/** Keys as a US keyboard has them, row by row. */
export const US: Layout = {
  plain: "`1234567890-=qwertyuiop[]asdfghjkl;'zxcvbnm,./",
  shifted: '~!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?',
};

/** Layouts that PCs of repair shops are set to while their scanners speak the US one. */
export const LAYOUTS = {
  ru: { plain: "ё1234567890-=йцукенгшщзхъфывапролджэячсмитьбю.", shifted: 'Ё!"№;%:?*()_+ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,' },
  kk: { plain: '("әіңғ,.үұқөһйцукенгшщзхъфывапролджэячсмитьбю№', shifted: ")!ӘІҢҒ;:ҮҰҚӨҺЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ?" },
  fr: { plain: "²&é\"'(-è_çà)=azertyuiop^$qsdfghjklmùwxcvbn,;:", shifted: "²1234567890°+AZERTYUIOP¨£QSDFGHJKLM%WXCVBN?./" },
  // The one that Windows calls "Latvian": no letter stands where a US keyboard has it.
  lv: { plain: "`1234567890-fūgjrmvnzēčžhšusildatec´ņbīkpoā,.ļ", shifted: "?!«»$%/&×()_FŪGJRMVNZĒČŽHŠUSILDATEC°ŅBĪKPOĀ;:Ļ" },
} satisfies Readonly<Record<string, Layout>>;

const CODES =
  "Backquote Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash".split(
    " ",
  );

/** Between a scanner's signals, seconds. */
const PACE_S = 0.002;
const SHIFT = 8;
const CONTROL = 2;
const DEAD = "^¨´°";

/** How scanners type the separator U+001D. */
export type SeparatorKey = "F8" | "Ctrl+]";

/** Types as a scanner of a US keyboard does, into a PC that is set to another layout. */
export async function scanIn(page: Page, layout: Layout, code: string, end: "Enter" | "Tab", separator: SeparatorKey = "F8"): Promise<void> {
  const keys = await page.context().newCDPSession(page);
  // A scanner's pace, however busy the computer is: pages go by the time at which a key was pressed.
  let timestamp = Date.now() / 1000;
  const send = (type: "rawKeyDown" | "keyDown" | "keyUp", key: { key: string; code: string; modifiers: number; text?: string }): Promise<unknown> =>
    keys.send("Input.dispatchKeyEvent", { type, ...key, timestamp: (timestamp += PACE_S) });
  const press = (key: string, text: string, code: string, modifiers: number): Promise<unknown>[] => [
    send(text === "" ? "rawKeyDown" : "keyDown", { key, text, code, modifiers }),
    send("keyUp", { key, code, modifiers }),
  ];
  const part = (): Promise<unknown>[] =>
    separator === "F8"
      ? press("F8", "", "F8", 0)
      : [
          send("rawKeyDown", { key: "Control", code: "ControlLeft", modifiers: CONTROL }),
          ...press("]", "", "BracketRight", CONTROL),
          send("keyUp", { key: "Control", code: "ControlLeft", modifiers: 0 }),
        ];
  const typed = [...code].flatMap((character) => {
    if (character === "\u001d") return part();
    const shifted = US.shifted.includes(character);
    const place = (shifted ? US.shifted : US.plain).indexOf(character);
    const sign = [...(shifted ? layout.shifted : layout.plain)][place]!;
    const dead = DEAD.includes(sign);
    return press(dead ? "Dead" : sign, dead ? "" : sign, CODES[place]!, shifted ? SHIFT : 0);
  });
  // Not one after the other: a scanner does not wait for the screen.
  await Promise.all([...typed, ...press(end, end === "Enter" ? "\r" : "", end, 0)]);
  await keys.detach();
}
