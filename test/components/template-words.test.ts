import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../../src-main/domain/ground/language.ts";
import { ownTemplateFailed, wordsOfWarning } from "../../src-renderer/components/print-job-words.ts";
import { sentenceOfProblem } from "../../src-renderer/components/template-words.ts";
import { createTexts } from "../../src-renderer/components/text.tsx";

const LOCALES = join(import.meta.dirname, "..", "..", "resources", "locales");

describe.each(LANGUAGES)("in %s", (language) => {
  const messages = JSON.parse(readFileSync(join(LOCALES, `${language}.json`), "utf8")) as Record<string, string>;
  const { t } = createTexts(language, messages);

  test.each([
    ["stopped", "template-problem.stopped"],
    ["condition is always true", "template-problem.endless"],
    ["loop seems to be infinite", "template-problem.endless"],
    ["missing", "template-problem.missing"],
    ["packages cannot be imported", "template-problem.package"],
    ["failed to download package (network failed)", "template-problem.package"],
    ["file not found", "template-problem.file"],
    ["failed to load file (access denied)", "template-problem.file"],
  ])("“%s” is said in the reader's words", (message, key) => {
    expect(sentenceOfProblem({ line: null, message }, t)).toBe(messages[key]);
  });

  test("how many pages there may be is said as it is", () => {
    expect(sentenceOfProblem({ line: null, message: "more than 37 pages" }, t)).toBe(messages["template-problem.pages"]?.replace("{count}", "37"));
  });

  test("a line is named, and what only Typst can say stands in its own words", () => {
    const sentence = sentenceOfProblem({ line: 1234, message: "unknown variable: x" }, t);
    expect(sentence).toContain("1234");
    expect(sentence).toContain("unknown variable: x");
  });

  test("a paper's warnings are told together, and one of them leads to the template", () => {
    const warning = "missing-glyphs:☃; own-template-failed:3:stopped";
    expect(wordsOfWarning(warning, t)).toContain("☃");
    expect(wordsOfWarning(warning, t)).toContain(messages["order.paper.own-template-failed"]);
    expect(wordsOfWarning(warning, t)).toContain(messages["template-problem.stopped"]);
    expect(ownTemplateFailed(warning)).toBe(true);
    expect(ownTemplateFailed("missing-glyphs:☃")).toBe(false);
  });
});
