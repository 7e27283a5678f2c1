import { create } from "zustand";
import type { BackupSettings } from "../../src-main/domain/backups/backup.ts";
import type { PageKind } from "../../src-main/domain/shop/paper-layout.ts";
import type { PrintRoute } from "../../src-main/domain/printing/print-job.ts";
import type { Printer } from "../../src-main/domain/printing/printer.ts";
import { SUPERVISOR, type Right } from "../../src-main/domain/ground/rights.ts";
import type { Bench, Person, ShopSettings } from "../../src-main/domain/shop/shop.ts";
import { printerFormOf, type PrinterForm, type SizeForm } from "./printer-form.ts";

export const SECTIONS = ["shop", "people", "papers", "policies", "printers", "lists", "backups", "data", "bench", "about"] as const;
export type Section = (typeof SECTIONS)[number];

/** The right to change what a section holds; null where it has something for everybody. */
export const SECTION_NEEDS: Readonly<Record<Section, Right | null>> = {
  shop: "settings.change",
  people: null,
  papers: "settings.change",
  policies: "policy.change",
  printers: null,
  lists: "settings.change",
  backups: "backup.change",
  data: "data.import",
  bench: null,
  about: null,
};

export const isSection = (text: string | undefined): text is Section => (SECTIONS as readonly (string | undefined)[]).includes(text);

/** Sections whose form changes the shop's settings. */
export type ShopSection = "shop" | "papers" | "lists";

/** A person as they are typed; the PIN empty where it stays as it is. */
export type PersonForm = {
  readonly name: string;
  /** The PIN of before, which one's own new one takes. */
  readonly oldPin: string;
  readonly pin: string;
  readonly pinAgain: string;
  readonly active: boolean;
  readonly supervisor: boolean;
};

/** The id of a person who is not stored yet. */
export const NEW = "new";

/** What is printed where, as it is chosen: at this bench alone or at every bench without settings of its own. */
export type RoutesForm = { readonly own: boolean; readonly routes: readonly PrintRoute[] };

/** A template as it is being written, and the text that it was begun from with the name of that. */
export type TemplateDraft = { readonly text: string; readonly begun: string; readonly from: string };

/** A bench as it is typed: its name, and the minutes after which it signs out, empty for never. */
export type BenchForm = { readonly name: string; readonly idle: string };

export const benchFormOf = ({ name, idleMinutes }: Bench): BenchForm => ({ name, idle: idleMinutes === null ? "" : String(idleMinutes) });

/** What is chosen for backups; the passphrase empty where the one of before stays. */
export type BackupForm = { readonly settings: BackupSettings; readonly encrypt: boolean; readonly passphrase: string };

/** What has been typed in Settings and is not saved: it outlives a look at another section or screen. */
export type SettingsDraft = Readonly<Record<ShopSection, Partial<ShopSettings>>> & {
  readonly templates: Readonly<Partial<Record<PageKind, TemplateDraft>>>;
  readonly bench: BenchForm | null;
  readonly people: Readonly<Record<string, PersonForm>>;
  /** Whose form is open. */
  readonly personId: string | null;
  readonly printers: Readonly<Record<string, PrinterForm>>;
  /** Which printer's form is open, and whose was open before. */
  readonly printerId: string | null;
  readonly leftPrinter: string | null;
  readonly routes: RoutesForm | null;
  readonly paperSize: SizeForm | null;
  readonly backups: BackupForm | null;
};

export const useSettingsDraft = create<SettingsDraft>(() => ({
  shop: {},
  papers: {},
  lists: {},
  templates: {},
  bench: null,
  people: {},
  personId: null,
  printers: {},
  printerId: null,
  leftPrinter: null,
  routes: null,
  paperSize: null,
  backups: null,
}));

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Which template makes a paper is no part of any form. */
const asTyped = (settings: Partial<ShopSettings>): Partial<ShopSettings> =>
  settings.papers ? { ...settings, papers: { ...settings.papers, own: {} } } : settings;

/** The settings that a section would really change. */
export function changesOf(draft: Partial<ShopSettings>, settings: ShopSettings): Partial<ShopSettings> {
  const stored = asTyped(settings);
  return Object.fromEntries(Object.entries(asTyped(draft)).filter(([name, value]) => !same(value, stored[name as keyof ShopSettings])));
}

/** Keeps a template as it is being written; null forgets it. */
export const keepTemplate = (kind: PageKind, draft: TemplateDraft | null): void =>
  useSettingsDraft.setState(({ templates: { [kind]: _, ...others } }) => ({ templates: draft === null ? others : { ...others, [kind]: draft } }));

/** Keeps what was typed in a section. */
export const changeSection = (section: ShopSection, change: Partial<ShopSettings>): void =>
  useSettingsDraft.setState((draft) => ({ [section]: { ...draft[section], ...change } }));

/** What a person's form starts from. */
export const formOf = (person: Person | undefined): PersonForm => ({
  name: person?.name ?? "",
  oldPin: "",
  pin: "",
  pinAgain: "",
  active: person?.active ?? true,
  supervisor: person?.role === SUPERVISOR,
});

/** Keeps what was typed of a person; a form that is as it was is no draft. */
export function changePerson(id: string, person: Person | undefined, change: Partial<PersonForm>): void {
  useSettingsDraft.setState(({ people: { [id]: before, ...others } }) => {
    const form = { ...(before ?? formOf(person)), ...change };
    return { people: same(form, formOf(person)) ? others : { ...others, [id]: form } };
  });
}

/** Forgets what was typed of a person. */
export const dropPerson = (id: string): void => useSettingsDraft.setState(({ people: { [id]: _, ...others } }) => ({ people: others }));

/** Keeps what was typed of a printer; a form that is as it was is no draft. */
export function keepPrinterForm(id: string, printer: Printer | undefined, form: PrinterForm): void {
  useSettingsDraft.setState(({ printers: { [id]: _, ...others } }) => ({
    printers: same(form, printerFormOf(printer)) ? others : { ...others, [id]: form },
  }));
}

/** Forgets what was typed of a printer. */
export const dropPrinterForm = (id: string): void => useSettingsDraft.setState(({ printers: { [id]: _, ...others } }) => ({ printers: others }));

/** Opens a printer's form; null goes back to the list, to the row of the printer that was open. */
export const openPrinter = (id: string | null): void =>
  useSettingsDraft.setState(({ printerId }) => ({ printerId: id, leftPrinter: id === null ? printerId : null }));

/** Sections with something that is not saved. */
export function unsavedSections(draft: SettingsDraft, settings: ShopSettings, bench: Bench): readonly Section[] {
  const changed: Readonly<Record<Section, boolean>> = {
    shop: Object.keys(changesOf(draft.shop, settings)).length > 0,
    people: Object.keys(draft.people).length > 0,
    papers: Object.keys(changesOf(draft.papers, settings)).length > 0 || Object.keys(draft.templates).length > 0,
    // Changes in policies are kept by themselves, see `policy-draft.ts`.
    policies: false,
    printers: Object.keys(draft.printers).length > 0 || draft.routes !== null || draft.paperSize !== null,
    lists: Object.keys(changesOf(draft.lists, settings)).length > 0,
    backups: draft.backups !== null,
    bench: draft.bench !== null && !same(draft.bench, benchFormOf(bench)),
    data: false,
    about: false,
  };
  return SECTIONS.filter((section) => changed[section]);
}
