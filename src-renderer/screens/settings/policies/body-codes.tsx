import { TextInput } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { bodyCodeReader, type DayRange, type CodePart } from "../../../../src-main/domain/devices/body-code.ts";
import { formatDay, isoDateAt } from "../../../../src-main/domain/ground/date.ts";
import type { PolicyPack } from "../../../../src-main/domain/warranty/policy-pack.ts";
import { useText } from "../../../components/text.tsx";
import { useTimeZone } from "../../../stores/session.ts";
import { useEditing } from "./editing.ts";
import { CodePartRow } from "./code-part.tsx";
import { ItemList } from "./item-list.tsx";
import { exampleCode, freshPart, kindOf } from "./pack-code.ts";

type Pattern = PolicyPack["bodyCodes"][number];

/** How body codes are read: each pattern piece by piece, with a code to try them on. */
export function BodyCodes(): ReactNode {
  const { t } = useText();
  const today = isoDateAt(Date.now(), useTimeZone());
  return (
    <ItemList<Pattern>
      path={["bodyCodes"]}
      title={t("policies.codes")}
      description={t("policies.codes.why")}
      addLabel={t("policies.codes.add")}
      fresh={() => ({ parts: [freshPart("year4"), freshPart("month"), freshPart("number")] })}
      nameOf={({ parts }) => exampleCode(parts, today)}
    >
      {(path, pattern) => (
        <div className="policy-code">
          <ItemList<CodePart>
            path={[...path, "parts"]}
            title={t("policies.codes.pattern")}
            addLabel={t("policies.codes.add-part")}
            fresh={() => freshPart("any")}
            nameOf={(part) => t(`policies.codes.${kindOf(part)}`)}
          >
            {(at, part) => <CodePartRow path={at} part={part} />}
          </ItemList>
          <TryCode pattern={pattern} today={today} />
        </div>
      )}
    </ItemList>
  );
}

/** Reads a code by one pattern; a pattern that is not complete reads none. */
function readCode(pattern: Pattern, code: string): DayRange | undefined {
  try {
    return bodyCodeReader([pattern])(code);
  } catch {
    return undefined;
  }
}

/** A code to try the pattern on: type one, see the days that it tells. */
function TryCode({ pattern, today }: { readonly pattern: Pattern; readonly today: string }): ReactNode {
  const { t, language } = useText();
  const { errors } = useEditing();
  const [typed, setTyped] = useState("");
  const example = exampleCode(pattern.parts, today);
  const range = readCode(pattern, typed === "" ? example : typed);
  const said = range
    ? t(range.first === range.last ? "policies.codes.made-on" : "policies.codes.made-between", {
        first: formatDay(range.first, language),
        last: formatDay(range.last, language),
      })
    : t("policies.codes.unread");
  return (
    <div className="policy-row">
      <TextInput
        label={t("policies.codes.try")}
        placeholder={example}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <p role="status" className="policy-code-said">
        {typed === "" && Object.keys(errors).length === 0 ? `${example}: ` : ""}
        {said}
      </p>
    </div>
  );
}
