import { describe, expect, test } from "vitest";
import { readerOfThisPc } from "../../src-main/app/reader.ts";
import { troublePage } from "../../src-main/app/trouble-page.ts";
import { LANGUAGES } from "../../src-main/domain/ground/language.ts";

const BUSY = Object.assign(new Error("database is locked"), { code: "SQLITE_BUSY" });
const READ_ONLY = Object.assign(new Error("attempt to write a readonly database"), { code: "SQLITE_READONLY" });

describe.each(LANGUAGES)("in %s", (language) => {
  const reader = readerOfThisPc([language]);

  test.each([
    ["database-busy", BUSY],
    ["database-read-only", READ_ONLY],
  ])("%s is said as such, with a link that tries again", (kind, error) => {
    const page = troublePage(error, reader, "7f3a");
    expect(page).toContain(`<html lang="${language}">`);
    expect(page).toContain(`<p>${reader.text(`host.trouble.${kind}`, { path: "none" })}</p>`);
    expect(page).toContain(`<a href="" autofocus>${reader.text("frame.retry")}</a>`);
    expect(page).not.toContain(error.message);
  });
});

test("damaged data are named as everywhere", () => {
  const reader = readerOfThisPc(["en"]);
  expect(troublePage(Object.assign(new Error("malformed"), { code: "SQLITE_CORRUPT" }), reader, "7f3a")).toContain(
    reader.text("trouble.database-damaged"),
  );
});

test("a bug is named by its entry in the log and not by its text, and no script is in the page", () => {
  const page = troublePage(new Error("<script>alert(1)</script>"), readerOfThisPc(["en"]), "7f3a&<b>");
  expect(page).toContain("Log entry 7f3a&amp;&lt;b>");
  expect(page).not.toMatch(/<script|alert\(|\son\w+=/);
});
