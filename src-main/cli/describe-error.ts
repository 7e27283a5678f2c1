import type { Reader } from "../documents/engine/texts.ts";
import { DocumentError } from "../documents/engine/render.ts";
import { UnfitDatabase } from "../database/ground/open.ts";
import { DomainError, troubleOf } from "../domain/ground/error.ts";
import type { FieldProblem } from "../domain/ground/field-problem.ts";
import { refusalValues } from "../domain/ground/refusal.ts";
import { NotPrinted } from "./not-printed.ts";
import { MissingScreens } from "../app/screens-folder.ts";

/** An error as the command line prints it. `exit` is 2 for refused input (nothing stored), 1 for trouble. */
export type ErrorLine = { readonly exit: 1 | 2; readonly line: { readonly code: string; readonly field?: string; readonly message: string } };

/** One line per refused field, or one for the error itself, in the reader's language. */
export function describeError(error: unknown, reader: Reader): readonly ErrorLine[] {
  if (error instanceof DocumentError) return [{ exit: 1, line: { code: "document.template", message: error.message } }];
  if (error instanceof DomainError) {
    const { code, data } = error;
    if (code === "input.invalid")
      return (data["problems"] as readonly FieldProblem[]).map(({ field, problem, text = "" }) => ({
        exit: 2,
        line: {
          code: `input.${problem}`,
          ...(field !== "" && { field }),
          message: `${field === "" ? "" : `${field}: `}${reader.text(`problem.${problem}`, { text })}`,
        },
      }));
    const field = typeof data["field"] === "string" ? { field: data["field"] } : {};
    return [
      {
        exit: 2,
        line: {
          code,
          ...field,
          message: reader.text(`error.${code}`, refusalValues(data, { term: (family, id) => reader.term(family, id), instant: reader.instant })),
        },
      },
    ];
  }
  if (error instanceof NotPrinted)
    return [{ exit: 1, line: { code: `printer.${error.trouble}`, message: `${error.printer}: ${reader.text(`print-trouble.${error.trouble}`)}` } }];
  if (error instanceof UnfitDatabase)
    return [{ exit: 1, line: { code: `database.${error.code}`, message: reader.text(`error.database.${error.code}`) } }];
  if (error instanceof MissingScreens) return [{ exit: 1, line: { code: "screens.missing", message: reader.text("error.screens-missing") } }];
  const trouble = troubleOf(error);
  if (trouble) return [{ exit: 1, line: { code: trouble.kind, message: reader.text(`trouble.${trouble.kind}`, { path: trouble.path }) } }];
  return [{ exit: 1, line: { code: "bug", message: error instanceof Error ? error.message : String(error) } }];
}
