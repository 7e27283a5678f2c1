import { Text } from "@mantine/core";
import { useEffect, useEffectEvent, useState, type ReactNode } from "react";
import { isoDateAt } from "../../../src-main/domain/ground/date.ts";
import { client } from "../../client/client.ts";
import { ChoiceList, choiceOfKey, type Choice } from "../../components/choice-list.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { useText, type Texts } from "../../components/text.tsx";
import { changeDraft, useDraft } from "../../stores/draft.ts";
import { type IntakeForm } from "../../stores/intake-form.ts";
import { report } from "../../stores/explain.ts";
import { takeOthers } from "../../stores/scanner.ts";
import { useSession } from "../../stores/session.ts";
import { tell } from "../../stores/tray.ts";
import { besideFields, deviceScanOf, type DeviceScan, type ScanField, type ScanFields } from "./device-scan.ts";

const fieldsIn = (fields: ScanFields): readonly ScanField[] => Object.keys(fields) as ScanField[];

/** Brings kind, brand and model from the shop's earlier devices of the same GTIN or type of IMEI. @returns whether it knew any */
async function bringModel({ gtin }: DeviceScan["reading"], imeis: readonly string[]): Promise<boolean> {
  const known = await client.known.model({ gtin: gtin ?? null, imeis: [...imeis] });
  const { form } = useDraft.getState();
  // What is typed already stays: this is memory, not what the code says.
  const empty = (["category", "brand", "model"] as const).filter((field) => form[field].trim() === "" && known[field] !== "");
  // A model of another brand would not be this one.
  const sameBrand = form.brand.trim() === "" || form.brand.trim().toLowerCase() === known.brand.toLowerCase();
  const taken: Partial<IntakeForm> = Object.fromEntries(
    empty.filter((field) => field !== "model" || sameBrand).map((field) => [field, known[field]]),
  );
  if (Object.keys(taken).length > 0) changeDraft(taken);
  return known.brand !== "" || known.model !== "";
}

/** Tells what a code says beside the fields. */
function tellReading({ reading, fill, clash }: DeviceScan, texts: Texts): void {
  const { t } = texts;
  if (reading.secret !== undefined) tell({ tone: "good", text: t("scan.secret") });
  const beside = besideFields(reading, texts);
  if (beside !== "") tell({ tone: "good", text: t("scan.read", { what: beside }) });
  const nothing = Object.keys(reading).length === 0 && fieldsIn(fill).length === 0 && fieldsIn(clash).length === 0;
  if (nothing) tell({ tone: "bad", text: t("scan.unreadable") });
}

/**
 * Takes the codes that are scanned while a device is taken in.
 * @param onFilled gets the first field that was filled
 * @returns the question which of two values is right, while there is one
 */
export function useDeviceScans(onFilled: (field: ScanField) => void): ReactNode {
  const texts = useText();
  const zone = useSession(({ welcome }) => welcome?.settings.timeZone ?? "UTC");
  const [clash, setClash] = useState<ScanFields | null>(null);
  const take = useEffectEvent((text: string) => {
    const { form } = useDraft.getState();
    const scan = deviceScanOf(text, form, isoDateAt(Date.now(), zone));
    const { gtin, imei, imei2 } = scan.reading;
    changeDraft({ ...scan.fill, ...(gtin !== undefined && { gtin }) });
    tellReading(scan, texts);
    const [first] = fieldsIn(scan.fill);
    if (fieldsIn(scan.clash).length > 0) setClash(scan.clash);
    else if (first) onFilled(first);
    const imeis = [imei, imei2].filter((each) => each !== undefined);
    if (gtin === undefined && imeis.length === 0) return;
    bringModel(scan.reading, imeis).then(
      (known) => {
        const alone = gtin !== undefined && !known && first === undefined && scan.reading.brand === undefined;
        if (alone) tell({ tone: "good", text: texts.t("scan.gtin-new", { gtin }) });
      },
      (error: unknown) => report(error, texts),
    );
  });
  useEffect(() => takeOthers((text) => take(text)), []);
  return clash && <ScanDialog clash={clash} onClose={() => setClash(null)} />;
}

type ScanDialogProps = { readonly clash: ScanFields; readonly onClose: () => void };

/** Asks whether what was scanned takes the place of what the fields hold. */
function ScanDialog({ clash, onClose }: ScanDialogProps): ReactNode {
  const { t } = useText();
  const form = useDraft((state) => state.form);
  const fields = fieldsIn(clash);
  const join = (texts: readonly (string | undefined)[]): string => texts.join(", ");
  const label = join(fields.map((field) => t(field === "manufacturedOn" ? "intake.manufactured" : `intake.${field}`)));
  const { imei } = clash;
  const second = fields.length === 1 && imei !== undefined && form.imei2.trim() === "";
  const choices: readonly Choice[] = [
    { id: "replace", label: t("scan.replace", { text: join(fields.map((field) => clash[field])) }) },
    ...(second ? [{ id: "second", label: t("scan.second", { text: imei }) }] : []),
    { id: "keep", label: t("scan.keep", { text: join(fields.map((field) => form[field])) }) },
  ];
  const choose = (id: string): void => {
    if (id === "replace") changeDraft(clash);
    if (id === "second") changeDraft({ imei2: imei ?? "" });
    onClose();
  };
  return (
    <Dialog
      title={t("scan.clash", { field: label })}
      onClose={onClose}
      onKeyDown={(event) => {
        const id = choiceOfKey(event, choices);
        if (id !== undefined) choose(id);
      }}
    >
      <Text mb="sm">{t("scan.clash-hint")}</Text>
      <ChoiceList label={t("scan.clash", { field: label })} choices={choices} onChoose={choose} />
    </Dialog>
  );
}
