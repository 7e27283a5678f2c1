import { Button, Checkbox, NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import type { Order } from "../../../src-main/domain/orders/order.ts";
import type { PaperKind } from "../../../src-main/domain/shop/paper-layout.ts";
import type { PaperSize } from "../../../src-main/domain/printing/paper-size.ts";
import type { PrintJob } from "../../../src-main/domain/printing/print-job.ts";
import { api, client } from "../../client/client.ts";
import { CountField } from "../../components/count-field.tsx";
import { KeyHint } from "../../components/keys.tsx";
import { wordOr } from "../../components/labels.ts";
import { PlacedForm } from "../../components/placed-form.tsx";
import { sizeWords } from "../../components/size-words.ts";
import { useText } from "../../components/text.tsx";
import { keptPlaces, keepPlaces } from "../../stores/label-sheet.ts";
import { printLabelSheet } from "../../stores/print.ts";

type SheetFormProps = {
  readonly order: Order;
  readonly jobs: readonly PrintJob[];
  /** Runs a call and tells what goes wrong. */
  readonly run: (what: string, work: () => Promise<void>) => void;
  readonly busy: boolean;
  readonly onLeave: () => void;
};

type Sheet = PaperSize & { readonly kind: "sheet" };
type Label = { readonly kind: PaperKind & ("label" | "accessory"); readonly part?: number };

const MAX_COPIES = 20;

/** Prints labels of the order beside each other on a sheet for an office printer, from the first free place on. */
export function SheetForm({ order, jobs, run, busy, onLeave }: SheetFormProps): ReactNode {
  const texts = useText();
  const { t } = texts;
  const { data: sizes = [] } = useQuery(api.printer.sizes.queryOptions());
  const sheets = sizes.filter((size): size is Sheet => size.kind === "sheet");
  const [kept] = useState(keptPlaces);
  const [chosen, setChosen] = useState(kept.size);
  const sheet = sheets.find(({ id }) => id === chosen) ?? sheets[0];
  const places = sheet ? sheet.columns * sheet.rows : 1;
  const [first, setFirst] = useState<number | null>(null);
  const firstFree = Math.min(first ?? kept.next[sheet?.id ?? ""] ?? 1, places);
  const [copies, setCopies] = useState(1);
  const labels: readonly Label[] = [{ kind: "label" }, ...order.accessories.map((_, index) => ({ kind: "accessory", part: index + 1 }) as const)];
  const [left, setLeft] = useState<readonly number[]>([]);
  const wanted = labels.filter((_, index) => !left.includes(index));
  const count = wanted.length * copies;

  const send = (): void => {
    if (!sheet || count === 0) return;
    run("sheet", async () => {
      const found: string[] = [];
      for (const label of wanted) found.push(await jobFor(order, label, jobs));
      await printLabelSheet({ labels: found.map((jobId) => ({ jobId, copies })), size: sheet.id, firstFree });
      keepPlaces(sheet.id, ((firstFree - 1 + count) % places) + 1);
      onLeave();
    });
  };

  return (
    <PlacedForm id={`sheet-${order.id}`} label={t("order.sheet.title")} errors={{}} onSend={send} onLeave={onLeave}>
      <NativeSelect
        label={t("order.sheet.size")}
        data={sheets.map((size) => ({ value: size.id, label: sizeWords(size, texts) }))}
        value={sheet?.id ?? ""}
        onChange={({ currentTarget }) => {
          setChosen(currentTarget.value);
          setFirst(null);
        }}
      />
      <div className="sheet-parts">
        <div className="sheet-labels" role="group" aria-label={t("order.sheet.labels")}>
          {labels.map(({ part }, index) => (
            <Checkbox
              key={part ?? 0}
              size="md"
              label={part === undefined ? t("order.paper.label") : `${part}. ${wordOr(texts, "accessory", order.accessories[part - 1]!.name)}`}
              checked={!left.includes(index)}
              onChange={({ currentTarget: { checked } }) => setLeft(checked ? left.filter((each) => each !== index) : [...left, index])}
            />
          ))}
          <div className="form-row form-line">
            <CountField label={t("order.sheet.copies")} max={MAX_COPIES} value={copies} onChange={setCopies} />
            <CountField path="firstFree" label={t("order.sheet.first", { places })} max={places} value={firstFree} onChange={setFirst} />
          </div>
        </div>
        {sheet && <SheetPicture sheet={sheet} firstFree={firstFree} count={count} onChoose={setFirst} />}
      </div>
      <div className="form-row">
        <Button type="submit" loading={busy} disabled={count === 0} rightSection={<KeyHint combo="Ctrl+Enter" />}>
          {t("order.sheet.print", { count })}
        </Button>
        <Button variant="subtle" onClick={onLeave} rightSection={<KeyHint combo="Esc" />}>
          {t("print.leave")}
        </Button>
      </div>
    </PlacedForm>
  );
}

/** The print job of a label that waits to be printed by hand; else the label is printed once more, as a copy. */
async function jobFor({ id: orderId }: Order, { kind, part }: Label, jobs: readonly PrintJob[]): Promise<string> {
  const waiting = jobs.find((job) => job.kind === kind && job.part === (part ?? null) && job.state === "ready");
  return waiting?.id ?? (await client.paper.reprint({ orderId, kind, part, printerId: null })).id;
}

/** Which labels of the sheet are taken. The number beside it says the same to the keyboard. */
function SheetPicture({
  sheet: { columns, rows },
  firstFree,
  count,
  onChoose,
}: {
  sheet: Sheet;
  firstFree: number;
  count: number;
  onChoose: (place: number) => void;
}): ReactNode {
  return (
    <div className="sheet-picture" aria-hidden style={{ gridTemplateColumns: `repeat(${columns}, 1fr)`, gridTemplateRows: `repeat(${rows}, 1fr)` }}>
      {Array.from({ length: columns * rows }, (_, index) => (
        <button
          key={index}
          type="button"
          tabIndex={-1}
          data-place={index + 1 < firstFree ? "used" : index + 1 < firstFree + count ? "new" : "free"}
          onClick={() => onChoose(index + 1)}
        />
      ))}
    </div>
  );
}
