import { useQuery } from "@tanstack/react-query";
import { packText } from "../../../src-main/domain/warranty/policy-text.ts";
import { api } from "../../client/client.ts";
import { useText } from "../../components/text.tsx";

/** The shop's policies as choices, by name in the reader's language; a policy that lacks it is named in its own. */
export function usePolicyChoices(): readonly { readonly value: string; readonly label: string }[] {
  const { language } = useText();
  const { data = [] } = useQuery(api.policy.list.queryOptions());
  return data.map((policy) => ({ value: policy.id, label: packText(policy.name, policy, language, policy.id) }));
}

/** What a policy is called; its id where it is not known here. */
export function usePolicyName(id: string): string {
  return usePolicyChoices().find(({ value }) => value === id)?.label ?? id;
}
