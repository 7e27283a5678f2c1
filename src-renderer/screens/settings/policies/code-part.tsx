import { NumberInput, Select, TextInput } from "@mantine/core";
import { useState, type ReactNode } from "react";
import type { CodePart } from "../../../../src-main/domain/devices/body-code.ts";
import { useText } from "../../../components/text.tsx";
import { useField } from "./editing.ts";
import { CODE_PARTS, codesAsText, codesOfText, freshPart, kindOf, type CodePartKind } from "./pack-code.ts";
import type { Path } from "./pack-path.ts";

/** One piece of a body code: what it tells, and how. */
export function CodePartRow({ path, part }: { readonly path: Path; readonly part: CodePart }): ReactNode {
  const { t } = useText();
  const { set, props } = useField<CodePart>(path);
  const kind = kindOf(part);
  return (
    <div className="policy-row">
      <Select
        label={t("policies.codes.tells")}
        openOnFocus={false}
        allowDeselect={false}
        data={CODE_PARTS.map((value) => ({ value, label: t(`policies.codes.${value}`) }))}
        value={kind}
        onChange={(chosen) => chosen !== null && set(freshPart(chosen as CodePartKind))}
        {...props}
      />
      <CodePartValue key={kind} part={part} set={set} />
    </div>
  );
}

/** What of a piece can be chosen beside its kind. */
function CodePartValue({ part, set }: { readonly part: CodePart; readonly set: (part: CodePart) => void }): ReactNode {
  const { t } = useText();
  if ("text" in part)
    return (
      <TextInput
        label={t("policies.codes.letters")}
        autoComplete="off"
        value={part.text}
        onChange={({ currentTarget }) => set({ text: currentTarget.value })}
      />
    );
  if ("any" in part) return <Count label={t("policies.codes.count")} value={part.any} onChange={(any) => set({ any })} />;
  if ("number" in part)
    return (
      <>
        <Count label={t("policies.codes.least")} value={part.number[0]} onChange={(least) => set({ number: [least, part.number[1]] })} />
        <Count label={t("policies.codes.most")} value={part.number[1]} onChange={(most) => set({ number: [part.number[0], most] })} />
      </>
    );
  if ("yearCodes" in part) return <Codes example="A = 2024, B = 2025" codes={part.yearCodes} onChange={(yearCodes) => set({ yearCodes })} />;
  if ("monthCodes" in part) return <Codes example="A = 1, B = 2" codes={part.monthCodes} onChange={(monthCodes) => set({ monthCodes })} />;
  return null;
}

const Count = ({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}): ReactNode => (
  <NumberInput
    label={label}
    min={0}
    max={40}
    clampBehavior="strict"
    allowDecimal={false}
    value={value}
    onChange={(typed) => onChange(Number(typed))}
  />
);

type CodesProps = {
  readonly example: string;
  readonly codes: Readonly<Record<string, number>>;
  readonly onChange: (codes: Readonly<Record<string, number>>) => void;
};

/** Letters and what each stands for, in one line. */
function Codes({ example, codes, onChange }: CodesProps): ReactNode {
  const { t } = useText();
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextInput
      label={t("policies.codes.meanings")}
      placeholder={example}
      autoComplete="off"
      spellCheck={false}
      value={typed ?? codesAsText(codes)}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        onChange(codesOfText(currentTarget.value));
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
