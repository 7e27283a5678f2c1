import { Alert, Anchor, Button, Group, Loader, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import type { Order } from "../../../src-main/domain/order.ts";
import { api, client } from "../../client/client.ts";
import { FilePicture } from "../../components/file-picture.tsx";
import { KeyHint, useKeys } from "../../components/keys.tsx";
import { useText } from "../../components/text.tsx";
import { fieldErrorsOf, report } from "../../stores/explain.ts";
import { paperPicture } from "../../stores/paper-picture.ts";
import { printPaper } from "../../stores/print.ts";

/** What an intake answered. */
export type Accepted = { readonly order: Order; readonly certificateJob: string; readonly labelJob: string };

function Paper({ orderId, jobId, kind, combo }: { orderId: string; jobId: string; kind: "certificate" | "label"; combo: string }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const { data: jobs } = useQuery(api.paper.jobs.queryOptions({ input: { orderId } }));
  const job = jobs?.find(({ id }) => id === jobId);
  const { data: picture } = useQuery({
    ...paperPicture({ id: jobId, kind }),
    enabled: job?.state === "ready",
    gcTime: 60_000,
  });
  const print = (): void => void printPaper(jobId).catch((error: unknown) => report(error, texts, print));
  const retry = (): void => void client.paper.retry({ id: jobId }).catch((error: unknown) => report(error, texts, retry));
  useKeys([{ combo, label: t("intake.print", { paper: t(`paper-kind.${kind}`) }), run: print, inFields: true }]);
  if (job?.state === "failed")
    return (
      <Alert color="red" title={t("intake.paper-failed", { paper: t(`paper-kind.${kind}`) })}>
        <Text size="sm" style={{ overflowWrap: "anywhere" }}>
          {job.reason}
        </Text>
        <Button size="xs" mt="xs" variant="default" onClick={retry}>
          {t("frame.retry")}
        </Button>
      </Alert>
    );
  return (
    <Stack gap={6}>
      {picture ? (
        <FilePicture
          file={picture.file}
          alt={t(`paper-kind.${kind}`)}
          style={{ border: "1px solid var(--line)", width: kind === "label" ? "70%" : "100%", background: "#fff" }}
        />
      ) : (
        <Group gap="xs">
          <Loader size="xs" aria-hidden /> <Text size="sm">{t("intake.rendering", { paper: t(`paper-kind.${kind}`) })}</Text>
        </Group>
      )}
      {job?.warning && (
        <Text size="xs" style={{ color: "var(--due-today)" }}>
          {t("paper.warning", { warning: job.warning })}
        </Text>
      )}
      <Button variant="default" onClick={print} rightSection={<KeyHint combo={combo} />}>
        {t("intake.print", { paper: t(`paper-kind.${kind}`) })}
      </Button>
    </Stack>
  );
}

/** Takes back an intake made by mistake: only by cancelling with a reason, for numbers are never reused. */
function TakeBack({ order }: { order: Order }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const [wrong, setWrong] = useState<string>();
  const { data } = useQuery(api.order.get.queryOptions({ input: { id: order.id } }));
  const current = data?.order ?? order;
  if (current.state === "cancelled") return <Text size="sm">{t("intake.cancelled")}</Text>;
  if (current.state !== "received") return null;
  const cancel = async (): Promise<void> => {
    try {
      await client.order.move({ id: order.id, version: current.version, to: "cancelled", note: reason });
    } catch (error) {
      const sentence = fieldErrorsOf(error, texts)["note"];
      if (sentence) setWrong(sentence);
      else report(error, texts, () => void cancel());
    }
  };
  return asking ? (
    <Group align="end" gap="xs" wrap="nowrap">
      <TextInput
        flex={1}
        autoFocus
        label={t("intake.cancel-reason")}
        error={wrong}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <Button variant="default" color="red" onClick={() => void cancel()}>
        {t("intake.cancel-order")}
      </Button>
    </Group>
  ) : (
    <Button variant="subtle" color="red" onClick={() => setAsking(true)}>
      {t("intake.mistake")}
    </Button>
  );
}

/** The right side after an intake: number, claim code, papers, and what comes next. */
export function ResultPanel({
  accepted: { order, certificateJob, labelJob },
  onSameCustomer,
  onDismiss,
}: {
  accepted: Accepted;
  onSameCustomer: () => void;
  onDismiss: () => void;
}): ReactNode {
  const { t } = useText();
  useKeys([{ combo: "Alt+N", label: t("intake.same-customer"), run: onSameCustomer, inFields: true }]);
  return (
    <Stack gap="sm" data-testid="result">
      <div role="status">
        <Title order={2} size="h5" style={{ color: "var(--ready)" }}>
          {t("intake.accepted")}
        </Title>
        <Anchor href={`#/order/${order.id}`} className="number" fz={28} fw={700} lh={1.2}>
          {order.number}
        </Anchor>
        <Text size="sm">
          {t("intake.claim-code")}{" "}
          <strong className="number" style={{ letterSpacing: "0.08em" }}>
            {order.claimCode}
          </strong>
        </Text>
      </div>
      <Button variant="light" onClick={onSameCustomer} rightSection={<KeyHint combo="Alt+N" />}>
        {t("intake.same-customer")}
      </Button>
      <Paper orderId={order.id} jobId={certificateJob} kind="certificate" combo="Alt+C" />
      <Paper orderId={order.id} jobId={labelJob} kind="label" combo="Alt+L" />
      <TakeBack order={order} />
      <Button variant="subtle" onClick={onDismiss}>
        {t("intake.dismiss-result")}
      </Button>
    </Stack>
  );
}
