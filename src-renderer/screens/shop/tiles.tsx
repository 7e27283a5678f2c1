import { IconAlertTriangle, IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { RIGHT_DAYS, rightShare, withinFor, type ShopFigures } from "../../../src-main/domain/figures/shop-figures.ts";
import { useText } from "../../components/text.tsx";
import { percent, shortWithin, whole } from "./words.ts";

type TilesProps = { readonly figures: ShopFigures; readonly onOpen: () => void; readonly onOverdue: () => void };

/** The figures that are looked for first; what stands in the queue leads there. */
export function Tiles({ figures, onOpen, onOverdue }: TilesProps): ReactNode {
  const texts = useText();
  const { t } = texts;
  const { total, now } = figures;
  return (
    <dl className="shop-tiles">
      <Tile name={t("shop.came")} value={whole(total.came, texts)} />
      <Tile name={t("shop.went")} value={whole(total.went, texts)} />
      <Tile name={t("shop.half")} value={shortWithin(withinFor(total.turnaround, 0.5), texts)} hint={t("shop.turnaround.what")} />
      <Tile name={t("shop.ninety")} value={shortWithin(withinFor(total.turnaround, 0.9), texts)} hint={t("shop.turnaround.what")} />
      <Tile
        name={t("shop.right")}
        value={percent(rightShare(total), texts)}
        hint={t("shop.right.what", { days: RIGHT_DAYS, repaired: total.repaired, again: total.again })}
      />
      <Tile name={t("shop.open-now")} value={whole(now.open, texts)} onOpen={now.open > 0 ? onOpen : undefined} />
      <Tile name={t("shop.overdue-now")} value={whole(now.overdue, texts)} late={now.overdue > 0} onOpen={now.overdue > 0 ? onOverdue : undefined} />
    </dl>
  );
}

type TileProps = { readonly name: string; readonly value: string; readonly hint?: string; readonly late?: boolean; readonly onOpen?: () => void };

function Tile({ name, value, hint, late = false, onOpen }: TileProps): ReactNode {
  const { t } = useText();
  const shown = (
    <>
      {late && <IconAlertTriangle size={20} aria-hidden />}
      {value}
    </>
  );
  return (
    <div className="shop-tile" title={hint} data-late={late || undefined}>
      <dt>{name}</dt>
      <dd className="number">
        {onOpen ? (
          <button type="button" aria-label={`${name}: ${value}. ${t("shop.show-in-queue")}`} title={t("shop.show-in-queue")} onClick={onOpen}>
            {shown}
            <IconChevronRight size={18} aria-hidden />
          </button>
        ) : (
          shown
        )}
      </dd>
    </div>
  );
}
