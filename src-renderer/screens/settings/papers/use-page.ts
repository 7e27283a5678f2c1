import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import type { Language } from "../../../../src-main/domain/ground/language.ts";
import type { TemplateProblem } from "../../../../src-main/domain/papers/own-template.ts";
import { LOGO_MM, type PageKind } from "../../../../src-main/domain/shop/paper-layout.ts";
import type { ShopSettings } from "../../../../src-main/domain/shop/shop.ts";
import { api, client } from "../../../client/client.ts";
import { unpacked } from "../../../stores/unpacked.ts";

/** A pause in typing after which the page is made anew, ms. */
const PAUSE_MS = 300;
/** Pages of texts that are gone are soon forgotten, ms. */
const KEPT_MS = 10_000;

/** What a page is to show; `template` undefined: by the one in use, null: by the shipped one. */
export type WantedPage = {
  readonly kind: PageKind;
  readonly language: Language;
  readonly settings: ShopSettings;
  readonly template?: string | null;
};

export type Page = {
  /** The newest that could be made; it stands there while the next one is made, and where that fails. */
  readonly file: Blob | undefined;
  readonly warnings: readonly string[];
  readonly problem: TemplateProblem | null;
  readonly making: boolean;
  /** What went wrong with asking. */
  readonly error: unknown;
};

const NOTHING: readonly string[] = [];

/** A height that is being typed is no height yet. */
const sent = (settings: ShopSettings): ShopSettings => {
  const { papers } = settings;
  const heightMm = Math.round(Math.min(Math.max(papers.logo.heightMm || LOGO_MM.usual, LOGO_MM.least), LOGO_MM.most));
  return { ...settings, papers: { ...papers, logo: { ...papers.logo, heightMm } } };
};

/** Has a page made as it is typed; one that is not wanted any more is called off. @param wanted null while that is not known */
export function usePage(wanted: WantedPage | null): Page {
  // Compared as text: the form makes its settings anew each time that it is shown.
  const text = wanted && JSON.stringify(wanted);
  const [asked] = useDebouncedValue(text, PAUSE_MS);
  const input = useMemo(() => {
    if (asked === null) return null;
    const page = JSON.parse(asked) as WantedPage;
    return { ...page, settings: sent(page.settings) };
  }, [asked]);
  const { data, error, isFetching, isPlaceholderData } = useQuery({
    queryKey: api.paper.preview.queryKey({ input: input! }),
    queryFn: async ({ signal }) => {
      const previewed = await client.paper.preview(input!, { signal });
      return "file" in previewed ? { ...previewed, file: await unpacked(previewed.file) } : previewed;
    },
    enabled: input !== null,
    placeholderData: keepPreviousData,
    gcTime: KEPT_MS,
  });
  const made = data && "file" in data ? data : undefined;
  const before = useRef<Blob>(undefined);
  useEffect(() => {
    if (made) before.current = made.file;
  }, [made]);
  return {
    file: made?.file ?? before.current,
    warnings: made?.warnings ?? NOTHING,
    problem: data && "problem" in data ? data.problem : null,
    making: isFetching || isPlaceholderData || text !== asked,
    error,
  };
}
