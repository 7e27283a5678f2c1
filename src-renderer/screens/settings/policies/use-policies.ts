import { useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import type { PolicyPack } from "../../../../src-main/domain/warranty/policy-pack.ts";
import type { BrandPolicy, PolicySummary } from "../../../../src-main/domain/warranty/shop-policy.ts";
import { api } from "../../../client/client.ts";

const NO_POLICIES: readonly PolicySummary[] = [];
const NO_BRANDS: readonly BrandPolicy[] = [];

/** The shop's policies, each with its newest pack once it has come. */
export function usePolicies(): readonly (PolicySummary & { readonly pack: PolicyPack | undefined })[] {
  const { data = NO_POLICIES } = useQuery({ ...api.policy.list.queryOptions(), refetchOnMount: "always" });
  const packs = useQueries({ queries: data.map(({ id, version }) => api.policy.get.queryOptions({ input: { id, version } })) });
  return data.map((summary, index) => ({ ...summary, pack: packs[index]?.data }));
}

/** Which brands the shop has put under which policy. */
export const useBrands = (): readonly BrandPolicy[] => useQuery({ ...api.policy.brands.queryOptions(), refetchOnMount: "always" }).data ?? NO_BRANDS;

/** Asks again for everything about policies. */
export function useFreshPolicies(): () => Promise<void> {
  const queries = useQueryClient();
  return () =>
    queries.invalidateQueries({ queryKey: api.policy.key(), predicate: ({ queryKey }) => !JSON.stringify(queryKey[0]).includes("tryCase") });
}
