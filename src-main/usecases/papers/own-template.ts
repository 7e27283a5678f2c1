import type { ShopSettings } from "../../domain/shop/shop.ts";
import { findTemplate, updateTemplateProblem } from "../../database/papers/own-template.ts";
import { PaperStopped, type Asked } from "../../documents/engine/documents.ts";
import { DocumentError } from "../../documents/engine/document-error.ts";
import type { PaperFormat, RenderedPaper, RenderOptions } from "../../documents/engine/render.ts";
import { ownTemplateWarning, type TemplateProblem } from "../../domain/papers/own-template.ts";
import { isPage } from "../../domain/shop/paper-layout.ts";
import type { PaperData } from "../../domain/papers/paper.ts";
import type { Shop } from "../ground/shop.ts";

/** What a template went wrong with. @throws whatever is no fault of the template's */
export function problemOf(error: unknown): TemplateProblem {
  if (error instanceof PaperStopped) return { line: null, message: "stopped" };
  if (error instanceof DocumentError) return { line: error.line, message: error.message };
  throw error;
}

/**
 * Renders a paper by the template that the shop had chosen when it was frozen. Where its own one fails, the shipped one makes the
 * paper, with a warning `own-template-failed:<line>:<message>`: a broken template stops no intake. One that had to be stopped is not
 * tried again.
 * @throws DocumentError where the shipped one fails as well
 */
export async function renderByTemplate(
  shop: Shop,
  paper: PaperData,
  format: PaperFormat,
  options: RenderOptions,
  asked?: Asked,
): Promise<RenderedPaper> {
  const id = isPage(paper.kind) ? paper.shop.papers.own[paper.kind] : undefined;
  const made = id === undefined ? undefined : await tryOwn(shop, id, paper, format, options, asked);
  if (made && "bytes" in made) return made;
  const shipped = await shop.documents.render(paper, format, options, asked);
  return made ? { ...shipped, warnings: [...shipped.warnings, ownTemplateWarning(made)] } : shipped;
}

async function tryOwn(
  shop: Shop,
  id: string,
  paper: PaperData,
  format: PaperFormat,
  options: RenderOptions,
  asked?: Asked,
): Promise<RenderedPaper | TemplateProblem> {
  const own = findTemplate(shop.db, id);
  if (!own) return { line: null, message: "missing" };
  if (own.problem) return own.problem;
  try {
    return await shop.ownPapers.render(paper, format, { ...options, template: own.source }, asked);
  } catch (error) {
    const problem = problemOf(error);
    if (problem.message === "stopped") updateTemplateProblem(shop.db, id, problem);
    return problem;
  }
}

/** The logo that a shop's papers carry. */
export const logoOf = (shop: Shop, { logo, papers }: ShopSettings): RenderOptions["logo"] =>
  logo === null || !papers.logo.shown ? undefined : { file: shop.pictures.fileOf(logo) };
