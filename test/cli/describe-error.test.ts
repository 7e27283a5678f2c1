import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { describeError } from "../../src-main/cli/describe-error.ts";
import { UnfitDatabase } from "../../src-main/database/ground/open.ts";
import { DocumentError } from "../../src-main/documents/engine/render.ts";
import { openTexts } from "../../src-main/documents/engine/texts.ts";
import { DomainError, Trouble } from "../../src-main/domain/ground/error.ts";
import { LANGUAGES } from "../../src-main/domain/ground/language.ts";

const texts = openTexts(join(import.meta.dirname, "..", "..", "resources", "locales"));
const english = texts("en", { country: "KZ", timeZone: "Asia/Almaty" });
const said = (error: unknown): unknown => describeError(error, english).map(({ exit, line }) => ({ exit, ...line }));

describe("an error on the command line", () => {
  test("of fields is one line each, with the field and a sentence", () => {
    const error = new DomainError("input.invalid", {
      problems: [
        { field: "customer.phone", problem: "phone" },
        { field: "fault", problem: "required" },
      ],
    });
    expect(said(error)).toEqual([
      { exit: 2, code: "input.phone", field: "customer.phone", message: expect.stringMatching(/^customer\.phone: \w/) },
      { exit: 2, code: "input.required", field: "fault", message: expect.stringMatching(/^fault: \w/) },
    ]);
  });

  test("of a field says what stands there, and of no field says no field", () => {
    const error = new DomainError("input.invalid", {
      problems: [
        { field: "warranty.models.1.like", problem: "unknown-model", text: "Z8" },
        { field: "", problem: "type" },
      ],
    });
    expect(said(error)).toEqual([
      { exit: 2, code: "input.unknown-model", field: "warranty.models.1.like", message: expect.stringMatching(/^warranty\.models\.1\.like: .*Z8/) },
      { exit: 2, code: "input.type", message: expect.stringMatching(/^[A-Z]/) },
    ]);
  });

  test("of a rule names states, people, things and times in words", () => {
    const [moved] = describeError(
      new DomainError("move.not-allowed", { number: "R26-000001-R", from: "received", to: "ready", allowed: ["diagnosing", "cancelled"] }),
      english,
    );
    expect(moved).toMatchObject({ exit: 2, line: { code: "move.not-allowed" } });
    for (const word of ["R26-000001-R", "Received", "Ready", "Diagnosing, Cancelled"]) expect(moved!.line.message).toContain(word);
    const [elsewhere] = describeError(
      new DomainError("order.changed-elsewhere", {
        number: "R26-000001-R",
        state: "diagnosing",
        by: "Айгерим",
        at: Date.UTC(2026, 10, 20, 9, 15),
        what: "moved",
      }),
      english,
    );
    for (const word of ["Айгерим", "14:15", "Diagnosing"]) expect(elsewhere!.line.message).toContain(word);
    expect(elsewhere!.line.message).not.toContain('moved"');
    expect(describeError(new DomainError("handback.items-missing", { field: "returned", items: ["Чек", "Кабель"] }), english)[0]!.line).toMatchObject(
      { field: "returned", message: expect.stringContaining("Чек, Кабель") },
    );
  });

  test("of the world is trouble, by whatever name it came", () => {
    expect(said(Object.assign(new Error("x"), { code: "SQLITE_BUSY" }))).toEqual([{ exit: 1, code: "database-busy", message: expect.any(String) }]);
    expect(said(new Trouble("key-missing"))).toMatchObject([{ exit: 1, code: "key-missing" }]);
    for (const code of ["newer", "migration-failed", "damaged"] as const)
      expect(said(new UnfitDatabase(code))).toMatchObject([{ exit: 1, code: `database.${code}` }]);
    expect(said(new DocumentError("certificate.typ 3:1 unknown variable"))).toEqual([
      { exit: 1, code: "document.template", message: "certificate.typ 3:1 unknown variable" },
    ]);
  });

  test("of ours says so", () => {
    expect(said(new TypeError("x is not a function"))).toEqual([{ exit: 1, code: "bug", message: "x is not a function" }]);
    expect(said("thrown text")).toEqual([{ exit: 1, code: "bug", message: "thrown text" }]);
  });

  test.each(LANGUAGES)("has every sentence in %s, without a value that is missing", (language) => {
    const reader = texts(language, { country: "KZ", timeZone: "Asia/Almaty" });
    for (const code of [
      "order.unknown",
      "handback.state",
      "person.locked",
      "claim-code.wrong",
      "photo.too-large",
      "order.changed-elsewhere",
      "file.not-json",
      "move.needs-reason",
    ] as const) {
      // Even where the error brought nothing along.
      expect(describeError(new DomainError(code), reader)[0]!.line.message).not.toMatch(/[{}]|undefined/);
    }
  });
});
