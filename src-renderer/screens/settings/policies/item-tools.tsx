import { ActionIcon } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useText } from "../../../components/text.tsx";

type ItemToolsProps = {
  readonly name: string;
  readonly up: boolean;
  readonly down: boolean;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
};

/** Moves an item up and down, and removes it. */
export function ItemTools({ name, up, down, onMove, onRemove }: ItemToolsProps): ReactNode {
  const { t } = useText();
  return (
    <div className="policy-tools">
      <ActionIcon
        tabIndex={-1}
        aria-label={t("list.up", { word: name })}
        title={t("list.up", { word: name })}
        disabled={!up}
        onClick={() => onMove(-1)}
      >
        <IconArrowUp size={18} aria-hidden />
      </ActionIcon>
      <ActionIcon
        tabIndex={-1}
        aria-label={t("list.down", { word: name })}
        title={t("list.down", { word: name })}
        disabled={!down}
        onClick={() => onMove(1)}
      >
        <IconArrowDown size={18} aria-hidden />
      </ActionIcon>
      <ActionIcon aria-label={t("list.remove", { word: name })} title={t("list.remove", { word: name })} onClick={onRemove}>
        <IconX size={18} aria-hidden />
      </ActionIcon>
    </div>
  );
}
