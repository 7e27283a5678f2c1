import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { PaperSize } from "../../../../src-main/domain/printing/paper-size.ts";
import type { PrintRoutes } from "../../../../src-main/domain/printing/print-job.ts";
import type { Printer } from "../../../../src-main/domain/printing/printer.ts";
import { api } from "../../../client/client.ts";

/** The shop's printers; undefined until they are known. */
export const usePrinters = (): readonly Printer[] | undefined => useQuery(api.printer.list.queryOptions()).data;

const NO_SIZES: readonly PaperSize[] = [];

/** All paper sizes, those that come with Talon first. */
export const useSizes = (): readonly PaperSize[] => useQuery(api.printer.sizes.queryOptions()).data ?? NO_SIZES;

/** What is printed where; undefined until it is known. */
export const useRoutes = (): PrintRoutes | undefined => useQuery(api.printer.routes.queryOptions()).data;

/** Looks again at printers, sizes and routes; the printers themselves are not asked anew. */
export function useFreshPrinters(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    const again = [api.printer.list.queryKey(), api.printer.sizes.queryKey(), api.printer.routes.queryKey()];
    await Promise.all(again.map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
}
