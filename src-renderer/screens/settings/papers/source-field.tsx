import { useRef, type ReactNode, type RefObject } from "react";
import { MAX_TEMPLATE } from "../../../../src-main/domain/papers/own-template.ts";
import { useText } from "../../../components/text.tsx";

type SourceFieldProps = {
  readonly area: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  /** From 1; null where none is to blame. */
  readonly wrongLine: number | null;
  readonly readOnly: boolean;
  /** Id of the sentence that says what is wrong. */
  readonly problemId: string;
  readonly onChange: (text: string) => void;
};

/** A text with the numbers of its lines beside it, the wrong one marked. */
export function SourceField({ area, text, wrongLine, readOnly, problemId, onChange }: SourceFieldProps): ReactNode {
  const { t } = useText();
  const numbers = useRef<HTMLDivElement>(null);
  const count = text.split("\n").length;
  const wrong = wrongLine === null ? null : Math.min(wrongLine, count);
  const upTo = (from: number, to: number): string => Array.from({ length: Math.max(to - from, 0) }, (_, index) => `${from + index}\n`).join("");
  return (
    <div className="template-source">
      <div className="template-lines" ref={numbers} aria-hidden>
        {wrong === null ? (
          upTo(1, count + 1)
        ) : (
          <>
            {upTo(1, wrong)}
            <mark data-line={wrong}>{wrong}</mark>
            {`\n${upTo(wrong + 1, count + 1)}`}
          </>
        )}
      </div>
      <textarea
        ref={area}
        aria-label={t("templates.source")}
        aria-describedby={problemId}
        aria-invalid={wrong !== null || undefined}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        maxLength={MAX_TEMPLATE}
        readOnly={readOnly}
        value={text}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        onScroll={({ currentTarget }) => {
          if (numbers.current) numbers.current.scrollTop = currentTarget.scrollTop;
        }}
      />
    </div>
  );
}

/** Brings the keyboard to a line of a text and the line into sight. */
export function goToLine(area: HTMLTextAreaElement, line: number): void {
  const lines = area.value.split("\n");
  const before = lines.slice(0, line - 1).join("\n").length;
  const start = line === 1 ? 0 : before + 1;
  area.focus();
  area.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  const height = Number.parseFloat(getComputedStyle(area).lineHeight);
  area.scrollTop = Math.max((line - 1) * height - area.clientHeight / 2, 0);
}
