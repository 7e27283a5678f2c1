import { describe, expect, test } from "vitest";
import {
  FIXED_SECTIONS,
  isPage,
  PAGE_KINDS,
  PAGE_SECTIONS,
  USUAL_PAPERS,
  wholePapers,
  wholeSections,
} from "../../../src-main/domain/shop/paper-layout.ts";

describe("sections of a page", () => {
  test("keep the shop's order, each once", () => {
    expect(wholeSections("certificate", ["fault", "device", "fault", "agreed"])).toEqual(["fault", "device", "agreed"]);
  });

  test.each(PAGE_KINDS)("of a %s that may not be left out come back where the shipped paper has them", (kind) => {
    expect(wholeSections(kind, [])).toEqual(PAGE_SECTIONS[kind].filter((section) => FIXED_SECTIONS[kind].includes(section as never)));
    expect(wholeSections(kind, PAGE_SECTIONS[kind])).toEqual(PAGE_SECTIONS[kind]);
  });

  test("of another kind of page are none of this one's", () => {
    expect(wholeSections("handback", ["reasons", "device", "lines"])).toEqual(["device", "lines"]);
  });
});

describe("settings of papers", () => {
  test("that were never made are those of the shipped papers", () => {
    expect(wholePapers(undefined)).toEqual(USUAL_PAPERS);
  });

  test("that were stored before there was so much to set are completed", () => {
    const pages = { certificate: { format: "a5", sections: ["fault"] } } as never;
    expect(wholePapers({ header: "Licence 7", pages })).toEqual({
      ...USUAL_PAPERS,
      header: "Licence 7",
      pages: { ...USUAL_PAPERS.pages, certificate: { format: "a5", sections: ["device", "fault"] } },
    });
  });
});

test("labels are no pages", () => {
  expect((["certificate", "label", "accessory", "decision"] as const).filter(isPage)).toEqual(["certificate", "decision"]);
});
