import { Button, FileButton } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { useRef, useState, type DragEvent, type ReactNode } from "react";
import { useCalmKeys } from "../../../components/calm-keys.ts";
import { KeyHint } from "../../../components/keys.tsx";
import { useText } from "../../../components/text.tsx";
import { cancelImport, chooseFile, useImport } from "../../../stores/exchange.ts";
import { Working } from "./working.tsx";

/** Chooses the file that shall come in, by dialog or by dropping it. */
export function FileChoice(): ReactNode {
  const texts = useText();
  const { t } = texts;
  const button = useRef<HTMLButtonElement>(null);
  const reset = useRef<() => void>(null);
  const [over, setOver] = useState(false);
  const { phase, file, share } = useImport();
  useCalmKeys([{ combo: "I", label: t("exchange.choose"), run: () => button.current?.click() }]);
  const take = (chosen: File | null | undefined): void => {
    reset.current?.();
    if (chosen) void chooseFile(chosen, texts);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  if (phase === "uploading") return <Working share={share} text={t("exchange.uploading", { file: file ?? "" })} onCancel={cancelImport} />;
  return (
    <>
      <p className="quiet">{t("exchange.import.why")}</p>
      <div
        className="data-drop"
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <FileButton accept=".csv,.tsv,.txt,text/csv" resetRef={reset} onChange={take}>
          {({ onClick }) => (
            <Button
              ref={button}
              variant="default"
              leftSection={<IconFileImport size={18} aria-hidden />}
              rightSection={<KeyHint combo="I" />}
              onClick={onClick}
            >
              {t("exchange.choose")}
            </Button>
          )}
        </FileButton>
        <span className="quiet">{t("exchange.drop-here")}</span>
      </div>
    </>
  );
}
