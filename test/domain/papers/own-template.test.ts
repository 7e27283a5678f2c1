import fc from "fast-check";
import { expect, test } from "vitest";
import { ownTemplateProblem, ownTemplateWarning } from "../../../src-main/domain/papers/own-template.ts";

test("what a job's warning says of a template is what was wrong with it, whatever stands in it", () => {
  fc.assert(
    fc.property(fc.option(fc.nat()), fc.string({ minLength: 1 }), (line, message) => {
      const warning = ownTemplateWarning({ line, message });
      // Warnings of a job are parted by semicolons.
      expect(warning).not.toContain(";");
      expect(ownTemplateProblem(warning)).toEqual({ line, message: message.replaceAll(";", ",").replace(/\s+/g, " ") });
    }),
  );
});

test("other warnings say nothing of a template", () => {
  for (const warning of ["missing-glyphs:☃", "logo-unreadable", ""]) expect(ownTemplateProblem(warning)).toBeUndefined();
});
