import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import type { Preview } from "../../../src-main/domain/warranty/shop-policy.ts";
import { api } from "../../client/client.ts";
import { useDraft } from "../../stores/draft.ts";
import { previewOf } from "../../stores/intake-form.ts";

/** A pause in typing after which the policy is asked again, ms. */
const PAUSE_MS = 150;
/** Each stand of the form is an answer of its own: those of a moment ago need not be kept for long. */
const KEPT_MS = 30_000;

/** The policy that applies and its decision on the form as it stands, null where none does; the last answer stays until the next is there. */
export function usePreview(): { readonly preview: Preview; readonly error: Error | null } {
  // As a text: what no policy asks about does not draw anything anew.
  const typed = useDraft(({ form }) => JSON.stringify(previewOf(form)));
  const [settled] = useDebouncedValue(typed, PAUSE_MS);
  const input = JSON.parse(settled) as ReturnType<typeof previewOf>;
  const { data, error } = useQuery({
    ...api.policy.preview.queryOptions({ input: input ?? skipToken }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: KEPT_MS,
  });
  return { preview: input === null ? null : (data ?? null), error };
}
