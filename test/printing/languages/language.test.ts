import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DomainError } from "../../../src-main/domain/ground/error.ts";
import { MEDIA_KINDS, PRINTER_LANGUAGES, USUAL_SETTINGS } from "../../../src-main/domain/printing/printer.ts";
import { encodeLabel, printableDots, type LabelJob, type LabelLanguage } from "../../../src-main/printing/languages/language.ts";
import { bitmapOf, bitmaps, difference, moved } from "../../helpers/dots.ts";
import { decodeBrother } from "../../helpers/label-decoders/brother.ts";
import { decodeEpl } from "../../helpers/label-decoders/epl.ts";
import { decodeEscpos } from "../../helpers/label-decoders/escpos.ts";
import type { Printed } from "../../helpers/label-decoders/printed.ts";
import { decodeTspl } from "../../helpers/label-decoders/tspl.ts";
import { decodeZpl } from "../../helpers/label-decoders/zpl.ts";

const DECODERS: Readonly<Record<LabelLanguage, (bytes: Uint8Array, dpi: number) => Printed>> = {
  zpl: decodeZpl,
  tspl: decodeTspl,
  epl: decodeEpl,
  escpos: decodeEscpos,
  brother: decodeBrother,
};

const LANGUAGES = Object.keys(DECODERS) as LabelLanguage[];

const steps = (from: number, to: number): fc.Arbitrary<number> => fc.integer({ min: from * 4, max: to * 4 }).map((quarters) => quarters / 4);

const settings = fc.record({
  media: fc.constantFrom(...MEDIA_KINDS),
  gapMm: steps(1, 6),
  darkness: fc.option(fc.nat(100)),
  speedMmS: fc.option(fc.integer({ min: 10, max: 400 })),
  cut: fc.boolean(),
  twoColour: fc.boolean(),
  drawer: fc.boolean(),
  offsetXMm: fc.oneof(fc.constant(0), steps(-4, 4)),
  offsetYMm: fc.oneof(fc.constant(0), steps(-4, 4)),
});

/** Stock of a size that each language knows. */
const stock = (language: LabelLanguage): fc.Arbitrary<Pick<LabelJob, "dpi" | "widthMm" | "heightMm">> =>
  language === "brother"
    ? fc
        .constantFrom([12, null], [12, 30], [29, null], [17, 54], [23, 23], [62, 29], [52, 29])
        .map(([widthMm, heightMm]) => ({ dpi: 300, widthMm: widthMm!, heightMm: heightMm! }))
    : fc.record({ dpi: fc.constantFrom(203, 300, 600), widthMm: steps(1, 12), heightMm: fc.option(steps(1, 12)) });

const jobs = (language: LabelLanguage): fc.Arbitrary<LabelJob> =>
  fc.tuple(stock(language), settings, fc.integer({ min: 1, max: 3 })).map(([size, set, copies]) => ({
    ...size,
    copies,
    // 12 x 30 is no die-cut label but a piece of tape.
    settings:
      language === "brother" && size.widthMm === 12
        ? { ...set, media: "continuous" }
        : { ...set, media: size.heightMm === null || language !== "brother" ? set.media : "gap" },
  }));

/** Jobs with bitmaps that are as large as what can be printed, or smaller. */
const tasks = (language: LabelLanguage) =>
  jobs(language).chain((job) => {
    const { width, height } = printableDots(language, job);
    const size = (most: number): fc.Arbitrary<number> => fc.oneof(fc.constant(most), fc.integer({ min: 1, max: most }));
    return fc
      .tuple(size(width), size(Math.min(height ?? 90, 300)))
      .chain(([columns, rows]) => fc.record({ job: fc.constant(job), bitmap: bitmaps(columns, rows) }));
  });

const codeOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    const { code, data } = error as DomainError;
    return { code, data };
  }
};

describe.each(LANGUAGES)("%s", (language) => {
  test("prints every dot where it belongs, as often as asked, and nothing else", () => {
    fc.assert(
      fc.property(tasks(language), ({ job, bitmap }) => {
        const before = Uint8Array.from(bitmap.rows);
        const printed = DECODERS[language](encodeLabel(language, bitmap, job), job.dpi);
        expect(Buffer.compare(before, bitmap.rows)).toBe(0);
        const [x, y] = [job.settings.offsetXMm, job.settings.offsetYMm].map((mm) => Math.round((mm / 25.4) * job.dpi)) as [number, number];
        const area = printableDots(language, job);
        expect(difference(printed.label, moved(bitmap, area.width, area.height ?? bitmap.height + Math.max(0, y), x, y))).toBeNull();
        expect(printed.copies).toBe(job.copies);
        expect(printed.cut).toBe(job.settings.cut);
        if (area.height !== null) expect(printed.label.height).toBe(area.height);
      }),
      { numRuns: 60 },
    );
  });

  test("is the same bytes for the same job", () => {
    fc.assert(
      fc.property(tasks(language), ({ job, bitmap }) => {
        expect(Buffer.compare(encodeLabel(language, bitmap, job), encodeLabel(language, bitmap, structuredClone(job)))).toBe(0);
      }),
      { numRuns: 20 },
    );
  });

  test("refuses a bitmap that is wider or higher than the label", () => {
    const job: LabelJob = { dpi: 300, widthMm: 62, heightMm: 29, copies: 1, settings: USUAL_SETTINGS };
    const expected = { code: "printer.too-large", data: language === "brother" ? { width: 58.9, height: 22.9 } : { width: 62, height: 29 } };
    expect(
      codeOf(() =>
        encodeLabel(
          language,
          bitmapOf(735, 20, () => true),
          job,
        ),
      ),
    ).toEqual(expected);
    expect(
      codeOf(() =>
        encodeLabel(
          language,
          bitmapOf(20, 346, () => true),
          job,
        ),
      ),
    ).toEqual(expected);
    expect(
      codeOf(() =>
        encodeLabel(
          language,
          bitmapOf(735, 20, () => true),
          { ...job, heightMm: null },
        ),
      ),
    ).toMatchObject({ data: { height: "none" } });
    const { width, height } = printableDots(language, job);
    expect(
      encodeLabel(
        language,
        bitmapOf(width, height!, () => true),
        job,
      ).length,
    ).toBeGreaterThan(100);
  });
});

test("every language of labels has an encoder and is read back", () => {
  expect(LANGUAGES.toSorted()).toEqual(PRINTER_LANGUAGES.filter((language) => language !== "pdf").toSorted());
});

test("a bitmap counted with 8 dots a millimetre fits a printer of 203 dpi", () => {
  for (const [widthMm, heightMm] of [
    [58, 40],
    [100, 50],
    [102, 152],
    [48, null],
    [72, null],
  ] as const)
    for (const language of ["zpl", "tspl", "epl", "escpos"] as const) {
      const bitmap = bitmapOf(widthMm * 8, (heightMm ?? 10) * 8, (x, y) => x === widthMm * 8 - 1 && y === 0);
      const job: LabelJob = { dpi: 203, widthMm, heightMm, copies: 1, settings: USUAL_SETTINGS };
      expect(encodeLabel(language, bitmap, job).length).toBeGreaterThan(50);
    }
});
