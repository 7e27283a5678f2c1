import { Loader } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconPoint } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api } from "../../../client/client.ts";
import { useText } from "../../../components/text.tsx";
import { sentenceOf } from "../../../stores/explain.ts";

/** How long an answer counts as fresh when the list is opened again, ms. */
const FRESH_MS = 15_000;

type Said = { readonly tone: "ready" | "trouble" | "plain" | "asking"; readonly text: string };

const ICONS = { ready: IconCheck, trouble: IconAlertTriangle, plain: IconPoint } as const;

/** How a printer is right now, asked while the rest of the screen goes on. */
export function PrinterState({ id }: { readonly id: string }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const { data, error, isFetching } = useQuery({
    ...api.printer.state.queryOptions({ input: { id } }),
    staleTime: FRESH_MS,
    refetchOnMount: true,
    structuralSharing: false,
  });
  const said = (): readonly Said[] => {
    if (isFetching) return [{ tone: "asking", text: t("printers.state.asking") }];
    if (error) return [{ tone: "trouble", text: sentenceOf(error, texts) }];
    if (!data) return [];
    if (data.troubles.length > 0) return data.troubles.map((trouble) => ({ tone: "trouble", text: t(`print-trouble.${trouble}`) }));
    if (!data.ready) return [{ tone: "trouble", text: t("print-trouble.no-answer") }];
    return [data.asked ? { tone: "ready", text: t("printers.state.ready") } : { tone: "plain", text: t("printers.state.reached") }];
  };
  return (
    <div className="printers-state" aria-live="polite">
      {said().map(({ tone, text }) => (
        <SaidLine key={text} tone={tone} text={text} />
      ))}
    </div>
  );
}

/** A sentence with its sign; the colour repeats what both say. */
export function SaidLine({ tone, text }: Said): ReactNode {
  const Icon = tone === "asking" ? null : ICONS[tone];
  return (
    <p className="printers-said" data-tone={tone}>
      {Icon ? <Icon size={16} aria-hidden /> : <Loader size={14} aria-hidden />}
      <span>{text}</span>
    </p>
  );
}
