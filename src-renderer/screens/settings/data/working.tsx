import { Button, Progress } from "@mantine/core";
import { useEffect, useRef, type ReactNode } from "react";
import { KeyHint, useKeys } from "../../../components/keys.tsx";
import { useText } from "../../../components/text.tsx";
import { escapeTo } from "./escape.ts";

/** Work that takes its time: how far it is, and a way to stop it. @param share of 1 */
export function Working({ share, text, onCancel }: { readonly share: number; readonly text: string; readonly onCancel: () => void }): ReactNode {
  const { t } = useText();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  useKeys([{ combo: "Esc", label: t("exchange.cancel"), run: onCancel }]);
  const onKeyDown = escapeTo(onCancel);
  const percent = Math.round(share * 100);
  return (
    <div className="data-working" onKeyDown={onKeyDown}>
      <p role="status">{text}</p>
      <Progress.Root size="lg">
        <Progress.Section value={percent} aria-label={text} aria-valuenow={percent} />
      </Progress.Root>
      <Button ref={button} variant="default" rightSection={<KeyHint combo="Esc" />} onClick={onCancel}>
        {t("exchange.cancel")}
      </Button>
    </div>
  );
}
