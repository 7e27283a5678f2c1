import { Anchor, Button, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import type { Order } from "../../../src-main/domain/orders/order.ts";
import type { PaperKind } from "../../../src-main/domain/shop/paper-layout.ts";
import { hasPicture, type PrintJob } from "../../../src-main/domain/printing/print-job.ts";
import { api, client } from "../../client/client.ts";
import { FilePicture } from "../../components/file-picture.tsx";
import { KeyHint, useKeys } from "../../components/keys.tsx";
import { wordOr } from "../../components/labels.ts";
import { paperOfJob } from "../../components/print-job-words.ts";
import { PrintJobRow } from "../../components/print-job-row.tsx";
import { useText } from "../../components/text.tsx";
import { fieldErrorsOf, report } from "../../stores/explain.ts";
import { paperPicture } from "../../stores/paper-picture.ts";
import { doDeed } from "../../stores/print-deeds.ts";
import { printPaper } from "../../stores/print.ts";

/** What an intake answered. */
export type Accepted = { readonly order: Order; readonly certificateJob: string; readonly labelJob: string };

const COMBOS: Partial<Readonly<Record<PaperKind, string>>> = { certificate: "Alt+C", label: "Alt+L" };

/** The papers of the intake as they are handed over, and how the printing of each goes. */
function Papers({ accepted: { order, certificateJob, labelJob } }: { accepted: Accepted }): ReactNode {
  const { data: jobs = [] } = useQuery(api.paper.jobs.queryOptions({ input: { orderId: order.id } }));
  const labels = jobs.filter(({ kind, copy }) => kind === "accessory" && !copy).toSorted((one, other) => (one.part ?? 0) - (other.part ?? 0));
  const papers = [certificateJob, labelJob].flatMap((id) => jobs.find((job) => job.id === id) ?? []);
  const all = [...papers, ...labels];
  return (
    <>
      <ul className="print-jobs" aria-live="polite">
        {all.map((job) => (
          <Paper key={job.id} order={order} job={job} />
        ))}
      </ul>
      <div className="result-pictures">
        {all.filter(hasPicture).map((job) => (
          <Picture key={job.id} job={job} />
        ))}
      </div>
    </>
  );
}

/** A paper: where it went and how that goes, and the key that prints it where that is done by hand. */
function Paper({ order, job }: { order: Order; job: PrintJob }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const { id, kind, part } = job;
  const { data: printers = [] } = useQuery(api.printer.list.queryOptions());
  const byHand = job.printerId === null && job.state !== "failed";
  const combo = byHand ? COMBOS[kind] : undefined;
  const print = (): void => void printPaper(id).catch((error: unknown) => report(error, texts, print));
  useKeys(combo ? [{ combo, label: t("intake.print", { paper: t(`paper-kind.${kind}`) }), run: print, inFields: true }] : []);
  const accessory = part === null ? undefined : order.accessories[part - 1];
  return (
    <PrintJobRow
      job={job}
      printers={printers}
      onDeed={(deed, value = null) => doDeed(id, deed, value, texts)}
      title={
        <>
          {paperOfJob(job, t, order.accessories.length)}
          {accessory && `: ${wordOr(texts, "accessory", accessory.name)}`}
        </>
      }
    >
      {byHand && (
        <Button size="compact-sm" variant="default" onClick={print} rightSection={combo && <KeyHint combo={combo} />}>
          {t("intake.print", { paper: t(`paper-kind.${kind}`) })}
        </Button>
      )}
    </PrintJobRow>
  );
}

/** A paper as it is, in its true proportion. */
function Picture({ job }: { job: PrintJob }): ReactNode {
  const { t } = useText();
  const { data } = useQuery({ ...paperPicture(job), gcTime: 60_000 });
  return (
    <div data-kind={job.kind}>
      <FilePicture file={data?.file} alt={paperOfJob(job, t)} />
    </div>
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
  accepted,
  onSameCustomer,
  onDismiss,
}: {
  accepted: Accepted;
  onSameCustomer: () => void;
  onDismiss: () => void;
}): ReactNode {
  const { t } = useText();
  const { order } = accepted;
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
      <Papers accepted={accepted} />
      <TakeBack order={order} />
      <Button variant="subtle" onClick={onDismiss}>
        {t("intake.dismiss-result")}
      </Button>
    </Stack>
  );
}
