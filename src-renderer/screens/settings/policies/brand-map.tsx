import { ActionIcon, Button, Select, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useRef, useState, type FormEvent, type ReactNode } from "react";
import { packText } from "../../../../src-main/domain/warranty/policy-text.ts";
import { client } from "../../../client/client.ts";
import { useText } from "../../../components/text.tsx";
import { report } from "../../../stores/explain.ts";
import { useBrands, useFreshPolicies, usePolicies } from "./use-policies.ts";

/** The brand that stands for all others. */
const OTHERS = "";

type BrandChange = { readonly brand: string; readonly policy: string | null; readonly remove?: boolean };

/** Which brands come under which policy: the shop's own rows, what the policies say themselves, and all other brands. */
export function BrandMap(): ReactNode {
  const texts = useText();
  const { t, language } = texts;
  const policies = usePolicies();
  const brands = useBrands();
  const refresh = useFreshPolicies();
  const [typed, setTyped] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const options = [
    { value: "", label: t("policies.brand.none") },
    ...policies.map((policy) => ({ value: policy.id, label: packText(policy.name, policy, language, policy.id) })),
  ];
  const folded = new Set(brands.map(({ brand }) => brand.toLowerCase()));
  const meant = policies.flatMap(({ id, pack }) =>
    (pack?.brands ?? []).filter((brand) => !folded.has(brand.toLowerCase())).map((brand) => ({ brand, policy: id })),
  );
  const own = brands.filter(({ brand }) => brand !== OTHERS);
  const change = async ({ brand, policy, remove = false }: BrandChange): Promise<void> => {
    try {
      await client.policy.mapBrand({ brand, policy, remove });
      await refresh();
    } catch (error) {
      report(error, texts, () => void change({ brand, policy, remove }));
    }
  };
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const brand = typed.trim();
    if (brand === "") return field.current?.focus();
    await change({ brand, policy: null });
    setTyped("");
    field.current?.focus();
  };
  const pick = (brand: string, policy: string | null): ReactNode => (
    <Select
      aria-label={t("policies.brand.of", { brand: brand === OTHERS ? t("policies.brand.others") : brand })}
      openOnFocus={false}
      allowDeselect={false}
      data={options}
      value={policy ?? ""}
      onChange={(chosen) => void change({ brand, policy: chosen === "" ? null : chosen, remove: brand === OTHERS && chosen === "" })}
    />
  );
  return (
    <section className="policies-brands">
      <h2>{t("policies.brand.title")}</h2>
      <p className="quiet">{t("policies.brand.why")}</p>
      <ul>
        {own.map(({ brand, policy }) => (
          <li key={brand}>
            <span>{brand}</span>
            {pick(brand, policy)}
            <ActionIcon
              aria-label={t("list.remove", { word: brand })}
              title={t("list.remove", { word: brand })}
              onClick={() => void change({ brand, policy, remove: true })}
            >
              <IconX size={18} aria-hidden />
            </ActionIcon>
          </li>
        ))}
        {meant.map(({ brand, policy }) => (
          <li key={brand}>
            <span>
              {brand}
              <small>{t("policies.brand.meant")}</small>
            </span>
            {pick(brand, policy)}
          </li>
        ))}
        <li>
          <span>{t("policies.brand.others")}</span>
          {pick(OTHERS, brands.find(({ brand }) => brand === OTHERS)?.policy ?? null)}
        </li>
      </ul>
      <form onSubmit={(event) => void add(event)}>
        <TextInput
          ref={field}
          label={t("policies.brand.new")}
          autoComplete="off"
          maxLength={200}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <Button type="submit" variant="default" leftSection={<IconPlus size={18} aria-hidden />}>
          {t("policies.brand.add")}
        </Button>
      </form>
    </section>
  );
}
