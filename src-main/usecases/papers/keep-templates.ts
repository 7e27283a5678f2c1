import { getTemplate, insertTemplate, listTemplates } from "../../database/papers/own-template.ts";
import { inTransaction } from "../../database/ground/open.ts";
import { listPolicies } from "../../database/warranty/policy.ts";
import { updateShop } from "../../database/shop/setting.ts";
import type { RenderedPaper } from "../../documents/engine/render.ts";
import type { Language } from "../../domain/ground/language.ts";
import type { TemplateProblem, Templates, TemplateVersion } from "../../domain/papers/own-template.ts";
import { wholePapers, type PageKind } from "../../domain/shop/paper-layout.ts";
import type { Caller, ShopSettings } from "../../domain/shop/shop.ts";
import { problemOf, logoOf } from "./own-template.ts";
import { checkSettings } from "../people/set-up-shop.ts";
import { settingsOf, type Shop } from "../ground/shop.ts";

/** A kind of page: the shipped template, and those that the shop wrote. */
export const readTemplates = (shop: Shop, kind: PageKind): Templates => ({
  kind,
  shipped: shop.ownPapers.shipped(kind),
  used: settingsOf(shop).papers.own[kind] ?? null,
  versions: listTemplates(shop.db, kind),
});

/** What the shop wrote. @throws DomainError `template.unknown` */
export const readTemplate = (shop: Shop, id: string): string => getTemplate(shop.db, id).source;

/** A page to be looked at before anything is saved. */
export type PreviewOfPage = {
  readonly kind: PageKind;
  readonly language: Language;
  readonly settings: ShopSettings;
  /** Instead of the one in use; null: the shipped one. */
  readonly template?: string | null;
};

export type PreviewedPage = { readonly made: RenderedPaper } | { readonly problem: TemplateProblem };

/**
 * Shows an example's page as settings that are not saved would have it.
 * @throws DomainError `input.invalid`, `photo.unknown`, `template.unknown`; the signal's reason where it is not wanted any more
 */
export const previewPage = (shop: Shop, page: PreviewOfPage, signal?: AbortSignal): Promise<PreviewedPage> => tryPage(shop, page, "svg", signal);

async function tryPage(
  shop: Shop,
  { kind, language, settings, template }: PreviewOfPage,
  format: "svg" | "pdf",
  signal?: AbortSignal,
): Promise<PreviewedPage> {
  checkSettings(shop, settings, "settings.");
  const used = settingsOf(shop).papers.own[kind];
  const source = template === undefined && used !== undefined ? readTemplate(shop, used) : (template ?? undefined);
  const example = { shop: { ...settings, papers: wholePapers(settings.papers) }, language, pack: listPolicies(shop.db)[0] ?? null, at: shop.clock() };
  try {
    const options = { logo: logoOf(shop, settings), template: source, mayPack: true };
    return { made: await shop.ownPapers.renderExample(kind, example, format, options, { by: "screen", signal }) };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

/**
 * Keeps a template and makes papers from it from now on. It is tried on an example first: one that fails is kept as well, so that
 * nothing is lost, but papers are made from the shipped one until it is put right.
 */
export async function storeTemplate(shop: Shop, { kind, source }: { kind: PageKind; source: string }, caller: Caller): Promise<TemplateVersion> {
  const settings = settingsOf(shop);
  const tried = await tryPage(shop, { kind, language: settings.languages[0] ?? "en", settings, template: source }, "pdf");
  const problem = "problem" in tried ? tried.problem : null;
  const id = shop.newId();
  inTransaction(shop.db, () => {
    insertTemplate(shop.db, { id, kind, source, problem, personId: caller.personId, at: shop.clock() });
    use(shop, kind, id);
  });
  shop.publish({ kind: "shop" });
  return getTemplate(shop.db, id);
}

/** Makes papers from the shipped template again; what the shop wrote stays to be had. */
export function useShippedTemplate(shop: Shop, kind: PageKind): void {
  inTransaction(shop.db, () => use(shop, kind, undefined));
  shop.publish({ kind: "shop" });
}

function use(shop: Shop, kind: PageKind, id: string | undefined): void {
  const settings = settingsOf(shop);
  const { [kind]: _, ...others } = settings.papers.own;
  updateShop(shop.db, { ...settings, papers: { ...settings.papers, own: id === undefined ? others : { ...others, [kind]: id } } });
}
