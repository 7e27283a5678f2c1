import { Button, Group } from "@mantine/core";
import type { ReactNode } from "react";
import { DAY_ORDERS, type DayOrder, type ImportReport } from "../../../../src-main/domain/transfer/import.ts";
import { useText } from "../../../components/text.tsx";

type NotesProps = { readonly report: ImportReport; readonly onDayOrder: (order: DayOrder) => void };

/** What a person should know of a file as a whole: which order its dates have, what stays open, and which columns are left behind. */
export function ImportNotes({ report, onDayOrder }: NotesProps): ReactNode {
  const { t } = useText();
  const { open, left } = report;
  return (
    <>
      <DayOrderNote report={report} onDayOrder={onDayOrder} />
      {open > 0 && <p>{t("exchange.open", { count: open })}</p>}
      {left.length > 0 && (
        <p className="quiet">
          {t("exchange.left", {
            columns: left.map(({ column, place }) => column.trim() || t("exchange.column-number", { place: place + 1 })).join(", "),
          })}
        </p>
      )}
    </>
  );
}

function DayOrderNote({ report: { dayProof, dayDoubt: text }, onDayOrder }: NotesProps): ReactNode {
  const { t } = useText();
  if (text === null) return null;
  if (dayProof === "both") return <p>{t("exchange.days.both", { text })}</p>;
  return (
    <fieldset className="data-ask">
      <legend>{t("exchange.days.ask", { text })}</legend>
      <Group gap="sm">
        {DAY_ORDERS.map((order) => (
          <Button key={order} variant="default" onClick={() => onDayOrder(order)}>
            {t(`exchange.days.${order}`)}
          </Button>
        ))}
      </Group>
    </fieldset>
  );
}
