import { Checkbox, Group, Input, NumberInput, SegmentedControl } from "@mantine/core";
import { useId, type ReactNode } from "react";
import { LANGUAGES, type Language } from "../../../../src-main/domain/ground/language.ts";
import { LOGO_MM, SECOND_PLACES, SLIP_PARTS, type PaperSettings, type SlipPart } from "../../../../src-main/domain/shop/paper-layout.ts";
import { EXPLAINED_BELOW } from "../../../components/field-grid.tsx";
import type { ShopFieldsProps } from "../../../components/shop-fields.tsx";
import { TextArea } from "../../../components/text-area.tsx";
import { useText } from "../../../components/text.tsx";

const NONE = "none";

/** What every page has: the logo, lines in the head, a second language, the slip. */
export function LookFields({ settings, onChange, errors }: ShopFieldsProps): ReactNode {
  const { t } = useText();
  const { papers } = settings;
  const { logo, second } = papers;
  const change = (part: Partial<PaperSettings>): void => onChange({ papers: { ...papers, ...part } });
  return (
    <section className="papers-fields" aria-labelledby="papers-look">
      <h2 id="papers-look">{t("papers.look")}</h2>
      <div className="papers-logo">
        <Checkbox
          label={t("papers.logo")}
          description={settings.logo === null ? t("papers.logo.none") : undefined}
          data-path="papers.logo.shown"
          checked={logo.shown}
          onChange={({ currentTarget }) => change({ logo: { ...logo, shown: currentTarget.checked } })}
        />
        {logo.shown && settings.logo !== null && (
          <NumberInput
            label={t("papers.logo.height")}
            description={t("papers.logo.height.why", LOGO_MM)}
            inputWrapperOrder={EXPLAINED_BELOW}
            data-path="papers.logo.heightMm"
            min={LOGO_MM.least}
            max={LOGO_MM.most}
            allowDecimal={false}
            allowNegative={false}
            value={logo.heightMm}
            onChange={(height) => change({ logo: { ...logo, heightMm: Number(height) } })}
            error={errors["papers.logo.heightMm"]}
          />
        )}
      </div>
      <TextArea
        label={t("papers.header")}
        description={t("papers.header.why")}
        inputWrapperOrder={EXPLAINED_BELOW}
        data-path="papers.header"
        minRows={1}
        maxRows={5}
        maxLength={500}
        value={papers.header}
        onChange={({ currentTarget }) => change({ header: currentTarget.value })}
        error={errors["papers.header"]}
      />
      <Second second={second} onChange={(value) => change({ second: value })} />
      <Checkbox.Group
        label={t("papers.slip")}
        description={t("papers.slip.why")}
        inputWrapperOrder={EXPLAINED_BELOW}
        value={[...papers.slip]}
        onChange={(parts) => change({ slip: SLIP_PARTS.filter((part) => (parts as SlipPart[]).includes(part)) })}
      >
        <Group gap="0.25rem 1.25rem">
          {SLIP_PARTS.map((part) => (
            <Checkbox key={part} className="papers-tick" value={part} label={t(`slip-part.${part}`)} />
          ))}
        </Group>
      </Checkbox.Group>
    </section>
  );
}

type SecondProps = { readonly second: PaperSettings["second"]; readonly onChange: (second: PaperSettings["second"]) => void };

function Second({ second, onChange }: SecondProps): ReactNode {
  const { t } = useText();
  const id = useId();
  const choose = (language: string): void =>
    onChange(language === NONE ? null : { language: language as Language, placed: second?.placed ?? "beside" });
  return (
    <Input.Wrapper
      label={t("papers.second")}
      description={t("papers.second.why")}
      inputWrapperOrder={EXPLAINED_BELOW}
      labelElement="div"
      labelProps={{ id }}
      descriptionProps={{ mt: 6 }}
    >
      <Group gap="xs">
        <SegmentedControl
          aria-labelledby={id}
          data={[{ value: NONE, label: t("papers.second.none") }, ...LANGUAGES.map((value) => ({ value, label: t(`language.${value}`) }))]}
          value={second?.language ?? NONE}
          onChange={choose}
        />
        {second && (
          <SegmentedControl
            aria-label={t("papers.second.place")}
            data={SECOND_PLACES.map((value) => ({ value, label: t(`papers.second.${value}`) }))}
            value={second.placed}
            onChange={(placed) => onChange({ ...second, placed })}
          />
        )}
      </Group>
    </Input.Wrapper>
  );
}
