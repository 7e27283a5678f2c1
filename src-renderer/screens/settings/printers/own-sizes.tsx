import { ActionIcon, Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useRef, useState, type ReactNode } from "react";
import { SHIPPED_SIZES, type PaperSize } from "../../../../src-main/domain/printing/paper-size.ts";
import type { Printer } from "../../../../src-main/domain/printing/printer.ts";
import { client } from "../../../client/client.ts";
import { useText } from "../../../components/text.tsx";
import { report } from "../../../stores/explain.ts";
import { useSettingsDraft } from "../../../stores/settings-draft.ts";
import { SizeFields } from "./size-fields.tsx";
import { FRESH_SIZE } from "./size-rules.ts";
import { useFreshPrinters, useSizes } from "./use-printers.ts";
import { sizeWords } from "../../../components/size-words.ts";

const SHIPPED = new Set(SHIPPED_SIZES.map(({ id }) => id));

/** Paper sizes that the shop added to those of Talon. */
export function OwnSizes({ printers }: { readonly printers: readonly Printer[] }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const refresh = useFreshPrinters();
  const own = useSizes().filter(({ id }) => !SHIPPED.has(id));
  const open = useSettingsDraft(({ paperSize }) => paperSize !== null);
  const adder = useRef<HTMLButtonElement>(null);
  const [holder, setHolder] = useState<{ readonly id: string; readonly name: string }>();
  const toAdder = (): void => void requestAnimationFrame(() => adder.current?.focus());
  const remove = async (size: PaperSize): Promise<void> => {
    const user = printers.find((printer) => printer.size === size.id);
    if (user) return setHolder({ id: size.id, name: user.name });
    try {
      await client.printer.removeSize({ id: size.id });
      setHolder(undefined);
      await refresh();
      toAdder();
    } catch (error) {
      report(error, texts, () => void remove(size));
    }
  };
  return (
    <section className="printers-part" aria-labelledby="printers-sizes">
      <h2 id="printers-sizes">{t("printers.sizes")}</h2>
      <p className="quiet">{t("printers.sizes.why")}</p>
      {own.length > 0 && (
        <ul className="printers-sizes">
          {own.map((size) => (
            <li key={size.id}>
              <span>{sizeWords(size, texts)}</span>
              <ActionIcon color="gray" aria-label={t("printers.sizes.remove", { size: sizeWords(size, texts) })} onClick={() => void remove(size)}>
                <IconX size={18} aria-hidden />
              </ActionIcon>
              {holder?.id === size.id && (
                <p role="alert" className="printers-wrong">
                  {t("error.paper-size.in-use", { text: holder.name })}
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      {open ? (
        <SizeFields onClose={toAdder} />
      ) : (
        <Button ref={adder} variant="default" onClick={() => useSettingsDraft.setState({ paperSize: FRESH_SIZE })}>
          {t("printers.sizes.add")}
        </Button>
      )}
    </section>
  );
}
