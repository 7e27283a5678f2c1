import { useRef, useState, type PointerEvent, type ReactNode } from "react";
import { drawnTo, patternDots } from "../../src-main/domain/orders/passcode.ts";

type PatternGridProps = {
  readonly label: string;
  /** Dots in order, `1-4-7-8-9`; empty for none. */
  readonly value: string;
  /** Missing where the pattern is only shown. */
  readonly onChange?: (value: string) => void;
};

const STEP = 40;
const centre = (dot: number): { x: number; y: number } => ({ x: ((dot - 1) % 3) * STEP + STEP / 2, y: Math.floor((dot - 1) / 3) * STEP + STEP / 2 });

/** An unlock pattern on a grid of nine dots, drawn with a pointer or typed with the digits of the number pad's order. */
export function PatternGrid({ label, value, onChange }: PatternGridProps): ReactNode {
  const svg = useRef<SVGSVGElement>(null);
  const [drawing, setDrawing] = useState<readonly number[] | null>(null);
  const dots = drawing ?? patternDots(value) ?? value.split("-").filter(Boolean).map(Number);
  const near = (event: PointerEvent): number | undefined => {
    const box = svg.current!.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * STEP * 3;
    const y = ((event.clientY - box.top) / box.height) * STEP * 3;
    return [1, 2, 3, 4, 5, 6, 7, 8, 9].find((dot) => Math.hypot(centre(dot).x - x, centre(dot).y - y) < STEP * 0.35);
  };
  const visit = (event: PointerEvent, from: readonly number[]): void => {
    const dot = near(event);
    if (dot !== undefined && !from.includes(dot)) setDrawing(drawnTo(from, dot));
  };
  // What stands in a dot would be selected by drawing over it, and then be dragged away instead of drawn on.
  return (
    <svg
      ref={svg}
      role="img"
      aria-label={`${label}: ${dots.join(" ")}`}
      viewBox={`0 0 ${STEP * 3} ${STEP * 3}`}
      width={120}
      height={120}
      style={{
        border: "1px solid var(--line)",
        borderRadius: 4,
        touchAction: "none",
        userSelect: "none",
        cursor: onChange ? "crosshair" : undefined,
        flexShrink: 0,
      }}
      onPointerDown={(event) => {
        if (!onChange) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrawing([]);
        visit(event, []);
      }}
      onPointerMove={(event) => {
        if (drawing) visit(event, drawing);
      }}
      onPointerUp={() => {
        if (drawing) onChange?.(drawing.join("-"));
        setDrawing(null);
      }}
      onPointerCancel={() => setDrawing(null)}
    >
      <polyline
        points={dots.map((dot) => `${centre(dot).x},${centre(dot).y}`).join(" ")}
        fill="none"
        stroke="currentColor"
        strokeWidth={3}
        strokeLinejoin="round"
      />
      {[1, 2, 3, 4, 5, 6, 7, 8, 9].map((dot) => {
        const order = dots.indexOf(dot);
        return (
          <g key={dot}>
            <circle cx={centre(dot).x} cy={centre(dot).y} r={order >= 0 ? 11 : 5} fill="currentColor" />
            {order >= 0 && (
              <text x={centre(dot).x} y={centre(dot).y + 4.5} textAnchor="middle" fontSize={13} fontWeight={700} fill="var(--mantine-color-body)">
                {order + 1}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
