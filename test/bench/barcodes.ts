import { LANGUAGES } from "../../src-main/domain/ground/language.ts";
import { formatOrderNumber } from "../../src-main/domain/orders/order-number.ts";
import { PRIORITIES } from "../../src-main/domain/orders/order.ts";
import { LABEL_DPI, partCode, type LabelKind } from "../../src-main/domain/papers/paper.ts";
import { SHIPPED_SIZES, type PaperSize } from "../../src-main/domain/printing/paper-size.ts";
import { parseScanCode } from "../../src-main/domain/orders/scan-code.ts";
import { decodeGrey } from "../helpers/decode-code.ts";
import { blurred, noisy, seen, turned, type Grey } from "../helpers/degrade.ts";
import { exampleOrder, exampleShop, type OrderOverrides } from "../helpers/example-order.ts";
import { shipped } from "../helpers/open-test-documents.ts";
import type { Line } from "./report.ts";

/** How many symbols were looked at and which of them were not read: `<size> <dpi> <number> <how>: <what was>`. */
export type ReadBarcodes = {
  readonly clean: { readonly looked: number; readonly unread: readonly string[] };
  readonly degraded: { readonly looked: number; readonly unread: readonly string[] };
};

/** Pages and sheets come from office printers; the dots of a whole page would only take time. */
const SIZES = SHIPPED_SIZES.filter(({ kind }) => kind === "label" || kind === "roll" || kind === "sheet");

/** A camera sees a label in that many pixels at the most, however many dots it has, but its finest dots in more than one. */
const PIXELS = 1300;
const ZOOMS = [2, 1, 0.5] as const;

const WORDS = {
  en: "Does not charge on its base and the light blinks red since the last update",
  ru: "Не заряжается на базе индикатор мигает красным появилось после обновления",
  lv: "Neuzlādējas bāzē mirgo sarkans indikators parādījās pēc atjauninājuma šķīst ūdeni",
  kk: "Базада зарядталмайды индикатор қызыл жыпылықтайды жаңартудан кейін пайда болды",
} as const;

/**
 * Looks at the symbols of labels of random orders, on all label stock in turn at all resolutions: as printed, and after blur, noise of 10 %
 * and a turn by 3°, each alone and all at once.
 * @param orders how many labels @param seed of chance: the same gives the same orders
 */
export async function readBarcodes(orders: number, seed = 1): Promise<ReadBarcodes> {
  const random = chance(seed);
  const [clean, degraded] = [
    { looked: 0, unread: [] as string[] },
    { looked: 0, unread: [] as string[] },
  ];
  for (let index = 0; index < orders; index++) {
    const size = SIZES[index % SIZES.length]!;
    const dpi = LABEL_DPI[Math.floor(index / SIZES.length) % LABEL_DPI.length]!;
    const { picture, code } = drawnLabel(size, dpi, random);
    const noise = noisy(picture, 0.1, random);
    const degrees = random() < 0.5 ? 3 : -3;
    const unlike: Readonly<Record<string, Grey>> = {
      blur: blurred(picture, 1),
      noise,
      turn: turned(picture, degrees),
      all: turned(blurred(noise, 1), degrees),
    };
    const look = async (how: string, grey: Grey, into: typeof clean): Promise<void> => {
      into.looked++;
      // What a decoder makes up of a slanted row is no order's code, as the counter would find too.
      const found = (await read(grey)).filter((text) => text === code || isOrders(text));
      if (found.length !== 1 || found[0] !== code) into.unread.push(`${size.id} ${dpi} ${code} ${how}: ${found.join(" ")}`);
    };
    await look("clean", picture, clean);
    for (const [how, grey] of Object.entries(unlike)) await look(how, grey, degraded);
  }
  return { clean, degraded };
}

function isOrders(text: string): boolean {
  try {
    return parseScanCode(text) !== undefined;
  } catch {
    return false;
  }
}

/** Symbols of 500 labels; of those as printed all are to be read, of the degraded ones 99.5 %. */
export async function measureBarcodes(): Promise<readonly Line[]> {
  const { clean, degraded } = await readBarcodes(500);
  const line = (operation: string, { looked, unread }: ReadBarcodes["clean"], most: number): Line => ({
    operation,
    value: (unread.length / looked) * 1000,
    unit: "‰",
    bar: { of: "value", most },
    note: unread.length === 0 ? undefined : unread.slice(0, 10).join("; "),
  });
  return [line("label codes unread, as printed", clean, 1 / clean.looked), line("label codes unread, blurred, noisy, askew", degraded, 5)];
}

/** Reads a picture as scanners do: sharp, and where that gives nothing, softened more and more. */
async function read(grey: Grey): Promise<readonly string[]> {
  for (const radius of [0, 1, 2]) {
    const found = await decodeGrey(blurred(grey, radius).values, grey.width, grey.height);
    if (found.length > 0) return found;
  }
  return [];
}

function drawnLabel(size: PaperSize, dpi: number, random: () => number): { readonly picture: Grey; readonly code: string } {
  const order = exampleOrder(randomOrder(random));
  const kind: LabelKind = random() < 0.25 ? "accessory" : "label";
  const part = kind === "accessory" ? 1 + Math.floor(random() * order.accessories.length) : null;
  const paper = { kind, order, shop: exampleShop(), copy: random() < 0.3, part };
  const { bytes, dots } = shipped.render(paper, "dots", { size, dpi });
  const zoom = ZOOMS.find((factor) => dots!.width * factor <= PIXELS) ?? 0.5;
  // So much white that no corner leaves the picture when it is turned.
  const margin = 30 + Math.ceil(0.06 * zoom * Math.max(dots!.width, dots!.height));
  return { picture: seen({ ...dots!, rows: bytes }, zoom, margin), code: part === null ? order.number : partCode(order.number, part) };
}

function randomOrder(random: () => number): OrderOverrides {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const language = pick(LANGUAGES);
  const words = WORDS[language].split(" ");
  const text = (most: number): string => Array.from({ length: Math.floor(random() * most) }, () => pick(words)).join(" ");
  const prefix = Array.from({ length: 1 + Math.floor(random() * 4) }, () => pick([..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"])).join("");
  return {
    number: formatOrderNumber({ prefix, year: Math.floor(random() * 100), running: 1 + Math.floor(random() * 10 ** (1 + Math.floor(random() * 9))) }),
    customer: { language, name: text(6), kind: pick(["person", "organisation"]) },
    device: { brand: text(2), model: text(4) },
    fault: text(60),
    condition: text(20),
    accessories: Array.from({ length: 1 + Math.floor(random() * 45) }, (_, index) => ({ id: String(index), name: text(4) || "1", returned: false })),
    priority: pick(PRIORITIES),
    promisedOn: random() < 0.5 ? null : "2026-12-04",
  };
}

/** Even chances from 0 to 1 that come the same way again from the same seed (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
