/** What an export tells of each table and column, and what it leaves out and why. Only what is told of is exported. */
export type ExportAbout = {
  readonly tables: Readonly<Record<string, { readonly about: string; readonly columns: Readonly<Record<string, string>> }>>;
  readonly leftOut: Readonly<Record<string, string>>;
};
