import { Text, TextInput } from "@mantine/core";
import { useId, type ReactNode } from "react";
import { isoDateAt } from "../../src-main/domain/ground/date.ts";
import { LANGUAGES } from "../../src-main/domain/ground/language.ts";
import { formatOrderNumber, PREFIX_PATTERN } from "../../src-main/domain/orders/order-number.ts";
import { OrderedChoices } from "./ordered-choices.tsx";
import type { ShopFieldsProps } from "./shop-fields.tsx";
import { useText } from "./text.tsx";

/** Letters before every order number, with a number as it will look. */
export function PrefixField({ settings, onChange, errors }: ShopFieldsProps): ReactNode {
  const { t } = useText();
  const preview = useId();
  const year = Number(isoDateAt(Date.now(), settings.timeZone).slice(2, 4));
  const right = PREFIX_PATTERN.test(settings.numberPrefix);
  return (
    <div>
      <TextInput
        label={t("shop.prefix")}
        autoComplete="off"
        spellCheck={false}
        maxLength={4}
        aria-describedby={preview}
        value={settings.numberPrefix}
        onChange={({ currentTarget }) => onChange({ numberPrefix: currentTarget.value.trim().toUpperCase() })}
        error={errors["numberPrefix"]}
      />
      {!errors["numberPrefix"] && (
        <Text id={preview} size="xs" c="var(--quiet)" mt={4} className="number">
          {right ? t("shop.prefix.preview", { number: formatOrderNumber({ prefix: settings.numberPrefix, year, running: 1 }) }) : t("problem.prefix")}
        </Text>
      )}
    </div>
  );
}

/** Languages of papers and screens; the first is the shop's own. */
export function LanguagesField({ settings, onChange, errors }: ShopFieldsProps): ReactNode {
  const { t } = useText();
  return (
    <OrderedChoices
      label={t("shop.languages")}
      description={t("shop.languages.why")}
      choices={LANGUAGES.map((value) => ({ value, label: t(`language.${value}`) }))}
      first={t("shop.languages.own")}
      value={settings.languages}
      onChange={(languages) => onChange({ languages })}
      error={errors["languages"]}
    />
  );
}
