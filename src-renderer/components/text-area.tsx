import { Textarea, type TextareaProps } from "@mantine/core";
import type { ReactNode } from "react";
import "./text-area.css";

type Grown = Omit<TextareaProps, "autosize" | "rows" | "minRows" | "maxRows" | "styles" | "classNames"> & {
  readonly minRows: number;
  readonly maxRows: number;
};

/** One row is as high as a field of one line, and each further one a line higher. */
const heightOf = (rows: number): string => `calc(2.5rem + ${rows - 1} * 1lh)`;

/** A field of several lines that grows with what stands in it. The browser does that: to measure each field kept every screen that has one waiting. */
export const TextArea = ({ minRows, maxRows, ...field }: Grown): ReactNode => (
  <Textarea
    {...field}
    rows={minRows}
    classNames={{ input: "text-area" }}
    styles={{ input: { minHeight: heightOf(minRows), maxHeight: heightOf(maxRows) } }}
  />
);
