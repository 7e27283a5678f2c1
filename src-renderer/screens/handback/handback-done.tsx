import { Alert, Button, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import type { Order } from "../../../src-main/domain/order.ts";
import { api, client } from "../../client/client.ts";
import { FilePicture } from "../../components/file-picture.tsx";
import { KeyHint, useKeys } from "../../components/keys.tsx";
import { useText } from "../../components/text.tsx";
import { report } from "../../stores/explain.ts";
import { paperPicture } from "../../stores/paper-picture.ts";
import { printPaper } from "../../stores/print.ts";

/** The order is closed: its certificate, and the next one. */
export function HandbackDone({ order, jobId }: { order: Order; jobId: string }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const [, go] = useLocation();
  const { data: jobs } = useQuery(api.paper.jobs.queryOptions({ input: { orderId: order.id } }));
  const job = jobs?.find(({ id }) => id === jobId);
  const { data: picture } = useQuery({
    ...paperPicture({ id: jobId, kind: "handback" }),
    enabled: job?.state === "ready",
    gcTime: 60_000,
  });
  const print = (): void => void printPaper(jobId).catch((error: unknown) => report(error, texts, print));
  const retry = (): void => void client.paper.retry({ id: jobId }).catch((error: unknown) => report(error, texts, retry));
  const paper = t("paper-kind.handback");
  useKeys([{ combo: "Alt+C", label: t("intake.print", { paper }), run: print, inFields: true }]);
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
        </div>
        <Button onClick={() => go("/handback")} autoFocus>
          {t("handback.next")}
        </Button>
        <Button variant="default" onClick={print} disabled={job?.state !== "ready"} rightSection={<KeyHint combo="Alt+C" />}>
          {t("intake.print", { paper })}
        </Button>
        <Button variant="default" component="a" href={`#/order/${order.id}`}>
          {t("handback.to-order")}
        </Button>
      </Stack>
      {job?.state === "failed" ? (
        <Alert color="red" title={t("intake.paper-failed", { paper })} maw={480}>
          <Text size="sm">{job.reason}</Text>
          <Button size="xs" mt="xs" variant="default" onClick={retry}>
            {t("frame.retry")}
          </Button>
        </Alert>
      ) : (
        <FilePicture file={picture?.file} alt={paper} style={{ width: 460, border: "1px solid var(--line)", background: "#fff" }} />
      )}
    </Group>
  );
}
