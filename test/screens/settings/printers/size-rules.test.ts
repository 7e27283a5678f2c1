import fc from "fast-check";
import { expect, test } from "vitest";
import { paperSize } from "../../../../src-main/contract/printing/printer.ts";
import { SHIPPED_SIZES, sizeProblems, type PaperSize } from "../../../../src-main/domain/printing/paper-size.ts";
import { MEASURES, readSize, SIZE_KINDS } from "../../../../src-renderer/screens/settings/printers/size-rules.ts";

const SHEET = { widthMm: 210, heightMm: 297, columns: 2, rows: 4, labelWidthMm: 105, labelHeightMm: "74.25", leftMm: 0, topMm: 0 };

test("every size that is read is one that main takes, with an id of its own", () => {
  const measures = fc.dictionary(
    fc.constantFrom(...new Set(Object.values(MEASURES).flat())),
    fc.oneof(fc.integer({ min: 0, max: 300 }), fc.constant("")),
  );
  const forms = fc.array(fc.record({ kind: fc.constantFrom(...SIZE_KINDS), measures }), { maxLength: 12 });
  fc.assert(
    fc.property(forms, (typed) => {
      let sizes: readonly PaperSize[] = SHIPPED_SIZES;
      for (const form of typed) {
        const read = readSize(form, sizes);
        if ("wrong" in read) {
          expect(Object.keys(read.wrong).length).toBeGreaterThan(0);
          expect(MEASURES[form.kind]).toEqual(expect.arrayContaining(Object.keys(read.wrong)));
          continue;
        }
        if (read.size.kind !== "sheet" || (read.size.columns <= 50 && read.size.rows <= 100)) expect(paperSize.parse(read.size)).toEqual(read.size);
        expect(sizeProblems(read.size)).toEqual([]);
        expect(sizes.map(({ id }) => id)).not.toContain(read.size.id);
        sizes = [...sizes, read.size];
      }
    }),
  );
});

test("labels without gaps need no pitch", () => {
  expect(readSize({ kind: "sheet", measures: SHEET }, SHIPPED_SIZES)).toEqual({
    size: { ...SHEET, labelHeightMm: 74.25, id: "sheet-210x297-2x4", kind: "sheet", pitchXMm: 105, pitchYMm: 74.25 },
  });
});

test("what is missing, cannot be or is there already is told by field", () => {
  expect(readSize({ kind: "roll", measures: { widthMm: 57 } }, SHIPPED_SIZES)).toEqual({ wrong: { printableMm: "required" } });
  expect(readSize({ kind: "roll", measures: { widthMm: 57, printableMm: 60 } }, SHIPPED_SIZES)).toEqual({ wrong: { printableMm: "measure" } });
  expect(readSize({ kind: "label", measures: { widthMm: 58, heightMm: "40" } }, SHIPPED_SIZES)).toEqual({ wrong: { widthMm: "known" } });
  expect(readSize({ kind: "sheet", measures: { ...SHEET, columns: 3 } }, SHIPPED_SIZES)).toEqual({ wrong: { columns: "measure" } });
});

test("a sheet of the same grid with other margins has another id, also after one was removed", () => {
  const added = (measures: object, sizes: readonly PaperSize[]): PaperSize => {
    const read = readSize({ kind: "sheet", measures: { ...SHEET, labelWidthMm: 100, pitchXMm: 105, ...measures } }, sizes);
    if ("wrong" in read) throw new Error(Object.keys(read.wrong).join());
    return read.size;
  };
  const first = added({ leftMm: 1 }, SHIPPED_SIZES);
  const second = added({ leftMm: 2 }, [...SHIPPED_SIZES, first]);
  expect(second.id).toBe("sheet-210x297-2x4.2");
  expect(added({ leftMm: 3 }, [...SHIPPED_SIZES, second]).id).toBe("sheet-210x297-2x4");
});
