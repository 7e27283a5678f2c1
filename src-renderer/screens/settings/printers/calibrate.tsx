import { Button, NumberInput, SegmentedControl } from "@mantine/core";
import { useState, type KeyboardEvent, type ReactNode } from "react";
import { useText } from "../../../components/text.tsx";
import type { Typed } from "../../../stores/printer-form.ts";
import { calibrated, type EdgeReading } from "./printer-rules.ts";
import { measure } from "../../../components/size-words.ts";
import { decimalSeparator } from "./words.ts";

type Offsets = { readonly offsetXMm: number; readonly offsetYMm: number };
type Read = { readonly seen: EdgeReading["seen"]; readonly mm: Typed };

const SEEN = ["frame", "cut", "blank"] as const satisfies readonly EdgeReading["seen"][];
const AT_EDGE: Read = { seen: "frame", mm: "" };

const offsetAfter = (offset: number, { seen, mm }: Read): number => calibrated(offset, { seen, mm: Number(mm) });

type CalibrateProps = {
  /** The offsets with which the test page was printed. */
  readonly printed: Offsets;
  readonly onSet: (offsets: Offsets) => void;
  /** The test page that was measured says nothing any more. */
  readonly onDone: () => void;
};

/** Asks what is seen at two edges of the test page and moves what is printed so that its frame lies on them. */
export function Calibrate({ printed, onSet, onDone }: CalibrateProps): ReactNode {
  const { t, language } = useText();
  const [left, setLeft] = useState(AT_EDGE);
  const [upper, setUpper] = useState(AT_EDGE);
  const [tried, setTried] = useState(false);
  const isFull = ({ seen, mm }: Read): boolean => seen === "frame" || (mm !== "" && Number(mm) > 0);
  const ready = isFull(left) && isFull(upper);
  const fits = left.seen === "frame" && upper.seen === "frame";
  const next = { offsetXMm: offsetAfter(printed.offsetXMm, left), offsetYMm: offsetAfter(printed.offsetYMm, upper) };
  const set = (): void => {
    setTried(true);
    if (!ready) return;
    if (!fits) onSet(next);
    onDone();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    set();
  };
  const edge = (name: "left" | "upper", read: Read, onRead: (read: Read) => void): ReactNode => (
    <div className="printers-edge">
      <span id={`printers-edge-${name}`}>{t(`printers.edge.${name}`)}</span>
      <SegmentedControl
        aria-labelledby={`printers-edge-${name}`}
        data={SEEN.map((seen) => ({ value: seen, label: t(`printers.seen.${seen}`) }))}
        value={read.seen}
        onChange={(seen) => onRead({ ...read, seen: seen as Read["seen"] })}
      />
      {read.seen !== "frame" && (
        <NumberInput
          label={t(`printers.seen-${read.seen}-${name}`)}
          min={0}
          max={50}
          allowNegative={false}
          decimalScale={1}
          decimalSeparator={decimalSeparator(language)}
          allowedDecimalSeparators={[",", "."]}
          data-path={`edge.${name}`}
          value={read.mm}
          onChange={(mm) => onRead({ ...read, mm })}
          error={tried && !isFull(read) ? t("problem.required") : undefined}
        />
      )}
    </div>
  );
  return (
    <div className="printers-panel" role="group" aria-label={t("printers.calibrate")} onKeyDown={onKeyDown}>
      <h3>{t("printers.calibrate")}</h3>
      <p>{t("printers.calibrate.why")}</p>
      {edge("left", left, setLeft)}
      {edge("upper", upper, setUpper)}
      <p role="status">
        {fits
          ? t("printers.calibrate.fits")
          : ready && t("printers.calibrate.next", { x: measure(next.offsetXMm, language), y: measure(next.offsetYMm, language) })}
      </p>
      <div className="printers-buttons">
        <Button variant="default" onClick={set}>
          {t(fits ? "printers.close" : "printers.calibrate.set")}
        </Button>
      </div>
    </div>
  );
}
