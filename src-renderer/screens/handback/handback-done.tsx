import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { formatMoney } from "../../../src-main/domain/ground/money.ts";
import { stillOwed, type Order } from "../../../src-main/domain/orders/order.ts";
import { hasPicture } from "../../../src-main/domain/printing/print-job.ts";
import { api } from "../../client/client.ts";
import { FilePicture } from "../../components/file-picture.tsx";
import { KeyHint, useKeys } from "../../components/keys.tsx";
import { paperOfJob } from "../../components/print-job-words.ts";
import { PrintJobRow } from "../../components/print-job-row.tsx";
import { useText } from "../../components/text.tsx";
import { report } from "../../stores/explain.ts";
import { paperPicture } from "../../stores/paper-picture.ts";
import { doDeed } from "../../stores/print-deeds.ts";
import { printPaper } from "../../stores/print.ts";

/** The order is closed: its certificate, and the next one. */
export function HandbackDone({ order, jobId }: { order: Order; jobId: string }): ReactNode {
  const texts = useText();
  const { t, language } = texts;
  const owed = stillOwed(order);
  const [, go] = useLocation();
  const { data: jobs } = useQuery(api.paper.jobs.queryOptions({ input: { orderId: order.id } }));
  const { data: printers = [] } = useQuery(api.printer.list.queryOptions());
  const job = jobs?.find(({ id }) => id === jobId);
  const byHand = !job || job.printerId === null;
  const { data: picture } = useQuery({
    ...paperPicture({ id: jobId, kind: "handback" }),
    enabled: job !== undefined && hasPicture(job),
    gcTime: 60_000,
  });
  const print = (): void => void printPaper(jobId).catch((error: unknown) => report(error, texts, print));
  const paper = t("paper-kind.handback");
  useKeys(byHand ? [{ combo: "Alt+C", label: t("intake.print", { paper }), run: print, inFields: true }] : []);
  return (
    <Group p="md" align="start" gap="xl">
      <Stack>
        <div role="status">
          <Title order={1} size="h3" style={{ color: "var(--ready)" }}>
            {t("handback.done")}
          </Title>
          <Text fz={28} fw={700} className="number">
            {order.number}
          </Text>
          <Text>{order.customer.name}</Text>
          {owed.minor > 0 && (
            <Text fw={600} style={{ color: "var(--due-today)" }}>
              {t("handback.still-owed", { amount: formatMoney(owed, language) })}
            </Text>
          )}
        </div>
        <Button onClick={() => go("/handback")} autoFocus>
          {t("handback.next")}
        </Button>
        {byHand && (
          <Button variant="default" onClick={print} disabled={job?.state !== "ready"} rightSection={<KeyHint combo="Alt+C" />}>
            {t("intake.print", { paper })}
          </Button>
        )}
        <Button variant="default" component="a" href={`#/order/${order.id}`}>
          {owed.minor > 0 ? t("handback.pay-later") : t("handback.to-order")}
        </Button>
      </Stack>
      <Stack gap="xs" maw={460}>
        {job && (
          <ul className="print-jobs" aria-live="polite">
            <PrintJobRow
              job={job}
              printers={printers}
              title={paperOfJob(job, t)}
              onDeed={(deed, value = null) => doDeed(job.id, deed, value, texts)}
            />
          </ul>
        )}
        {(!job || hasPicture(job)) && (
          <FilePicture file={picture?.file} alt={paper} style={{ width: 460, border: "1px solid var(--line)", background: "#fff" }} />
        )}
      </Stack>
    </Group>
  );
}
