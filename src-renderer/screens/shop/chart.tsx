import { Button, VisuallyHidden } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { IconFileTypeCsv, IconPhoto, IconTable } from "@tabler/icons-react";
import { useId, useState, type ReactNode } from "react";
import { useText } from "../../components/text.tsx";
import { cut, LETTER_PX, type Drawing, type TextShape } from "./drawing.ts";
import { csvOf, pngOf, saveFile, type Legend } from "./export-file.ts";

/** One row of a chart's table: its name and what stands in each column, as it is shown and as a spreadsheet takes it. */
export type TableRow = { readonly name: string; readonly cells: readonly Cell[]; readonly open?: Link };
/** Leads to the open orders behind a row: how many there are, and the way there. */
type Link = { readonly count: string; readonly go: () => void };
export type Cell = { readonly shown: string; readonly value: string | number };

/** Everything that a chart says, to eyes, to ears and to a spreadsheet. */
export type ChartContent = {
  readonly title: string;
  /** Of which days it is. */
  readonly days: string;
  /** Sums the chart up. */
  readonly sentence: string;
  /** Of the names, then of the cells. */
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  /** Null where there is nothing to draw. */
  readonly draw: ((width: number) => Drawing) | null;
  readonly legend: Legend;
  /** How files of it are called, without an ending. */
  readonly fileName: string;
};

const FIRST_WIDTH = 520;

/** A chart with the sentence that sums it up, the table behind it, and both to take along. */
export function Chart({ content }: { content: ChartContent }): ReactNode {
  const { t, language } = useText();
  const { title, days, sentence, columns, rows, draw, legend, fileName } = content;
  const id = useId();
  const { ref, width } = useElementSize();
  const [asTable, setAsTable] = useState(false);
  const drawing = draw?.(width || FIRST_WIDTH);
  const saveCsv = (): void => {
    const cells = rows.map((row) => [row.name, ...row.cells.map(({ value }) => value)]);
    saveFile(`${fileName}.csv`, new Blob([csvOf([columns, ...cells], language)], { type: "text/csv;charset=utf-8" }));
  };
  const savePng = (): void => {
    if (drawing) void pngOf(drawing, `${title} · ${days}`, sentence, legend).then((picture) => saveFile(`${fileName}.png`, picture));
  };
  const links = rows.flatMap(({ name, open }) => (open ? [{ name, ...open }] : []));
  return (
    <section className="shop-chart" data-table={asTable || undefined} aria-labelledby={id}>
      <div className="shop-chart-head">
        <h2 id={id}>{title}</h2>
        {rows.length > 0 && (
          <div className="shop-chart-acts">
            <Button variant="subtle" px="xs" aria-pressed={asTable} aria-label={t("shop.table-of", { title })} onClick={() => setAsTable(!asTable)}>
              <IconTable size={18} aria-hidden />
              {t("shop.table")}
            </Button>
            <Button variant="subtle" px="xs" aria-label={t("shop.csv-of", { title })} onClick={saveCsv}>
              <IconFileTypeCsv size={18} aria-hidden />
              CSV
            </Button>
            <Button variant="subtle" px="xs" aria-label={t("shop.png-of", { title })} disabled={!drawing} onClick={savePng}>
              <IconPhoto size={18} aria-hidden />
              PNG
            </Button>
          </div>
        )}
      </div>
      <p className="quiet shop-sentence">{sentence}</p>
      {legend.length > 0 && drawing && !asTable && (
        <p className="shop-legend" aria-hidden>
          {legend.map(([tone, word]) => (
            <span key={tone}>
              <i data-tone={tone} />
              {word}
            </span>
          ))}
        </p>
      )}
      <div ref={ref} className="shop-chart-body">
        {asTable ? (
          <div className="shop-table-room" tabIndex={0} role="group" aria-labelledby={id}>
            <ChartTable id={id} columns={columns} rows={rows} links />
          </div>
        ) : (
          <>
            {drawing && <Picture drawing={drawing} label={`${title}. ${sentence}`} />}
            {rows.length > 0 && (
              <VisuallyHidden>
                <ChartTable id={id} columns={columns} rows={rows} links={false} />
              </VisuallyHidden>
            )}
            {links.length > 0 && (
              <p className="shop-links">
                <span className="quiet">{t("shop.open-in-queue")}</span>
                {links.map(({ name, count, go }) => (
                  <button key={name} type="button" className="shop-link" onClick={go}>
                    {`${name} (${count})`}
                  </button>
                ))}
              </p>
            )}
          </>
        )}
      </div>
    </section>
  );
}

function Picture({ drawing, label }: { drawing: Drawing; label: string }): ReactNode {
  return (
    <svg role="img" aria-label={label} width={drawing.width} height={drawing.height} viewBox={`0 0 ${drawing.width} ${drawing.height}`}>
      {drawing.shapes.map((shape, index) =>
        shape.kind === "bar" ? (
          <rect key={index} data-tone={shape.tone} x={shape.x} y={shape.y} width={shape.width} height={shape.height} />
        ) : (
          <Label key={index} shape={shape} />
        ),
      )}
    </svg>
  );
}

/** A text of a chart; one that was cut shows the whole under the pointer. */
function Label({ shape: { x, y, tone, anchor, text, most } }: { shape: TextShape }): ReactNode {
  const shown = most === undefined ? text : cut(text, most);
  return (
    <text data-tone={tone} x={x} y={y} textAnchor={anchor} fontSize={LETTER_PX}>
      {shown !== text && <title>{text}</title>}
      {shown}
    </text>
  );
}

type ChartTableProps = Pick<ChartContent, "columns" | "rows"> & { readonly id: string; readonly links: boolean };

function ChartTable({ id, columns, rows, links }: ChartTableProps): ReactNode {
  const { t } = useText();
  return (
    <table className="shop-table" aria-labelledby={id}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, cells, open }, index) => (
          <tr key={index}>
            <th scope="row">
              {links && open ? (
                <button type="button" className="shop-link" title={t("shop.open-in-queue")} onClick={open.go}>
                  {name}
                </button>
              ) : (
                name
              )}
            </th>
            {cells.map(({ shown }, at) => (
              <td key={at}>{shown}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
