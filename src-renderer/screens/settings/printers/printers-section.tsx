import type { ReactNode } from "react";
import { NEW, useSettingsDraft } from "../../../stores/settings-draft.ts";
import { OwnSizes } from "./own-sizes.tsx";
import { PrinterList } from "./printer-list.tsx";
import { PrinterPage } from "./printer-page.tsx";
import "./printers.css";
import { RoutesForm } from "./routes-form.tsx";
import { useMay } from "../../../stores/session.ts";
import { usePrinters } from "./use-printers.ts";

/** The shop's printers, what is printed on which, and the paper that they hold; or the form of one printer. */
export function PrintersSection(): ReactNode {
  const printers = usePrinters();
  const may = useMay("printer.change");
  const printerId = useSettingsDraft((state) => state.printerId);
  const open = may ? printerId : null;
  const draft = useSettingsDraft((state) => (open === null ? undefined : state.printers[open]));
  const printer = printers?.find(({ id }) => id === open);
  if (!printers) return null;
  if (open !== null && (printer || draft || open === NEW)) return <PrinterPage key={open} id={open} printer={printer} />;
  return (
    <div className="settings-fields printers">
      <PrinterList printers={printers} />
      <RoutesForm printers={printers} />
      {may && <OwnSizes printers={printers} />}
    </div>
  );
}
