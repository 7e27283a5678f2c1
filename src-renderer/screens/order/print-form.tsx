import { Button, NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import type { Order } from "../../../src-main/domain/orders/order.ts";
import type { PaperKind } from "../../../src-main/domain/shop/paper-layout.ts";
import { canPrint } from "../../../src-main/domain/printing/print-job.ts";
import { api } from "../../client/client.ts";
import { CountField } from "../../components/count-field.tsx";
import { KeyHint } from "../../components/keys.tsx";
import { wordOr } from "../../components/labels.ts";
import { PlacedForm } from "../../components/placed-form.tsx";
import { useText } from "../../components/text.tsx";
import { printAgain } from "../../stores/print-deeds.ts";
import type { WholePaper } from "./paper-kinds.ts";

type PrintFormProps = {
  readonly order: Order;
  readonly kinds: readonly WholePaper[];
  /** Runs a call and tells what goes wrong. */
  readonly run: (what: string, work: () => Promise<void>) => void;
  readonly busy: boolean;
  readonly onLeave: () => void;
};

const MAX_COPIES = 20;
const BY_HAND = "by-hand";
/** All labels of accessories at once. */
const ALL_PARTS = "accessory";

/** Prints any paper of the order on any printer that can print it, so many times. */
export function PrintForm({ order, kinds, run, busy, onLeave }: PrintFormProps): ReactNode {
  const texts = useText();
  const { t } = texts;
  const { data: printers = [] } = useQuery(api.printer.list.queryOptions());
  const [what, setWhat] = useState<string>(kinds[0] ?? "label");
  const [where, setWhere] = useState("");
  const [copies, setCopies] = useState(1);
  const parts = order.accessories.map((_, index) => index + 1);
  const part = Number(/^accessory-(\d+)$/.exec(what)?.[1] ?? 0);
  const kind = (part > 0 ? "accessory" : what) as PaperKind;
  const able = printers.filter((printer) => canPrint(printer, kind));
  const place = able.find(({ id }) => id === where)?.id ?? (where === BY_HAND ? BY_HAND : (able[0]?.id ?? BY_HAND));
  const papers = [
    ...kinds.map((each) => ({ value: each as string, label: t(`order.paper.${each}`) })),
    ...(parts.length > 0 ? [{ value: ALL_PARTS, label: t("order.print.accessories", { count: parts.length }) }] : []),
    ...order.accessories.map(({ name }, index) => ({
      value: `accessory-${index + 1}`,
      label: `${t("order.paper.accessory")} ${index + 1}: ${wordOr(texts, "accessory", name)}`,
    })),
  ];
  const send = (): void =>
    run("form", async () => {
      const again = { orderId: order.id, kind, printerId: place === BY_HAND ? null : place, copies };
      await printAgain(again, texts, kind !== "accessory" ? undefined : part > 0 ? [part] : parts);
      onLeave();
    });
  return (
    <PlacedForm id={`print-${order.id}`} label={t("order.print.title")} errors={{}} onSend={send} onLeave={onLeave}>
      <NativeSelect label={t("order.print.what")} data={papers} value={what} onChange={({ currentTarget }) => setWhat(currentTarget.value)} />
      <div className="form-row form-line">
        <CountField label={t("order.print.copies")} max={MAX_COPIES} value={copies} onChange={setCopies} />
        <NativeSelect
          label={t("order.print.where")}
          data={[...able.map(({ id, name }) => ({ value: id, label: name })), { value: BY_HAND, label: t("print.by-hand") }]}
          value={place}
          onChange={({ currentTarget }) => setWhere(currentTarget.value)}
        />
      </div>
      <div className="form-row">
        <Button type="submit" loading={busy} rightSection={<KeyHint combo="Ctrl+Enter" />}>
          {t("order.paper.print")}
        </Button>
        <Button variant="subtle" onClick={onLeave} rightSection={<KeyHint combo="Esc" />}>
          {t("print.leave")}
        </Button>
      </div>
    </PlacedForm>
  );
}
