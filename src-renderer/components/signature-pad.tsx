import { Button, Group, Text } from "@mantine/core";
import { useRef, useState, type PointerEvent, type ReactNode } from "react";
import { SIGNATURE_BOX } from "../../src-main/domain/orders/order.ts";
import { useText } from "./text.tsx";

type SignaturePadProps = {
  readonly label: string;
  /** SVG path data in a box of 300 × 100 units, or null. */
  readonly value: string | null;
  readonly onChange: (path: string | null) => void;
  readonly error?: string;
};

/** A field to sign in with pen, finger or mouse. */
export function SignaturePad({ label, value, onChange, error }: SignaturePadProps): ReactNode {
  const { t } = useText();
  const svg = useRef<SVGSVGElement>(null);
  const [stroke, setStroke] = useState("");
  const point = (event: PointerEvent): string => {
    const box = svg.current!.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * SIGNATURE_BOX.width;
    const y = ((event.clientY - box.top) / box.height) * SIGNATURE_BOX.height;
    const clamp = (number: number, most: number): string => Math.min(Math.max(number, 0), most).toFixed(1);
    return `${clamp(x, SIGNATURE_BOX.width)} ${clamp(y, SIGNATURE_BOX.height)}`;
  };
  const finish = (): void => {
    // A tap without a movement is a dot: a signature may have one.
    if (stroke !== "") onChange([value, stroke.includes("L") ? stroke : `${stroke} L${stroke.slice(1)}`].filter(Boolean).join(" "));
    setStroke("");
  };
  return (
    <div>
      <Group justify="space-between" gap="xs" mih={40}>
        <Text size="sm" fw={500}>
          {label}
        </Text>
        {value !== null && (
          <Button size="compact-sm" variant="subtle" onClick={() => onChange(null)}>
            {t("signature.clear")}
          </Button>
        )}
      </Group>
      <svg
        ref={svg}
        role="img"
        aria-label={value === null ? t("signature.empty", { label }) : t("signature.signed", { label })}
        viewBox={`0 0 ${SIGNATURE_BOX.width} ${SIGNATURE_BOX.height}`}
        style={{
          width: "100%",
          aspectRatio: "3 / 1",
          border: "1px solid var(--line)",
          borderRadius: 4,
          background: "#fff",
          touchAction: "none",
          cursor: "crosshair",
          display: "block",
        }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setStroke(`M${point(event)}`);
        }}
        onPointerMove={(event) => {
          if (stroke !== "") setStroke(`${stroke} L${point(event)}`);
        }}
        onPointerUp={finish}
        onPointerCancel={finish}
      >
        <line x1={20} x2={280} y1={80} y2={80} stroke="#c5ccd3" strokeDasharray="4 4" />
        <path
          d={[value, stroke].filter(Boolean).join(" ")}
          fill="none"
          stroke="#10243e"
          strokeWidth={2}
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      {error && (
        <Text size="xs" c="red" role="alert">
          {error}
        </Text>
      )}
    </div>
  );
}
