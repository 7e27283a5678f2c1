/** How a reader's language names things: `term` gives the text `<family>.<id>` or the id itself, `instant` a time (epoch ms). */
type Words = { readonly term: (family: string, id: string) => string; readonly instant: (at: number) => string };

/** Sentences never fail for a value that a refusal did not bring. */
const NO_VALUES = {
  number: "",
  by: "",
  at: "",
  what: "",
  state: "",
  from: "",
  to: "",
  allowed: "",
  next: "",
  items: "",
  seconds: 0,
  minutes: 0,
  left: 0,
  megabytes: 0,
  text: "",
  owed: "",
  width: 0,
  height: "none",
  dpi: 0,
  count: 0,
  most: 0,
  fields: "",
  folder: "none",
};

/** What a `DomainError` brings, as the words and numbers that its sentence `error.<code>` takes. */
export const refusalValues = (data: Readonly<Record<string, unknown>>, { term, instant }: Words): Readonly<Record<string, string | number>> => ({
  ...NO_VALUES,
  ...Object.fromEntries(
    Object.entries(data).flatMap(([key, value]): [string, string | number][] => {
      if (["state", "from", "to"].includes(key) && typeof value === "string") return [[key, term("state", value)]];
      if (["allowed", "next"].includes(key) && Array.isArray(value)) return [[key, value.map((state) => term("state", String(state))).join(", ")]];
      if (key === "what" && typeof value === "string") return [[key, term("event", value)]];
      if (key === "items" && Array.isArray(value)) return [[key, value.map((name) => term("accessory", String(name))).join(", ")]];
      if (key === "fields" && Array.isArray(value)) return [[key, value.map((field) => term("import.field", String(field))).join(", ")]];
      if (key === "at" && typeof value === "number") return [[key, instant(value)]];
      if (Array.isArray(value)) return [[key, value.join(", ")]];
      return typeof value === "string" || typeof value === "number" ? [[key, value]] : [];
    }),
  ),
});
