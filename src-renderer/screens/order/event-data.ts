/** What an event brings; it was written by whatever version of Talon was at work then. */
export type Data = Readonly<Record<string, unknown>>;

export const textIn = (data: Data, key: string): string => (typeof data[key] === "string" ? data[key] : "");
export const numberIn = (data: Data, key: string): number => (typeof data[key] === "number" ? data[key] : 0);
export const dataIn = (data: Data, key: string): Data => (typeof data[key] === "object" && data[key] !== null ? (data[key] as Data) : {});
export const textsIn = (data: Data, key: string): readonly string[] =>
  Array.isArray(data[key]) ? data[key].filter((one): one is string => typeof one === "string") : [];
