import { useEffect, useRef, type KeyboardEvent, type ReactNode } from "react";
import { useLocation } from "wouter";
import { KeyHint, useKeys, type KeyBinding } from "../../components/keys.tsx";
import { useText } from "../../components/text.tsx";
import { usePolicyDrafts } from "../../stores/policy-draft.ts";
import { useSession, type SessionState } from "../../stores/session.ts";
import { dismiss, tell, useTray } from "../../stores/tray.ts";
import { AboutSection } from "./about-section.tsx";
import { BackupsSection } from "./backups/backups-section.tsx";
import { BenchSection } from "./bench-section.tsx";
import { DataSection } from "./data/data-section.tsx";
import { ListsSection } from "./lists-section.tsx";
import { PapersSection } from "./papers/papers-section.tsx";
import { PeopleSection } from "./people-section.tsx";
import { PoliciesSection } from "./policies/policies-section.tsx";
import { PrintersSection } from "./printers/printers-section.tsx";
import { isSection, SECTION_NEEDS, SECTIONS, unsavedSections, useSettingsDraft, type Section } from "../../stores/settings-draft.ts";
import { ShopSection } from "./shop-section.tsx";
import "./settings.css";

/** Its own for each, whoever is offered it; the tenth has the 0, as on the keyboard. */
const keyOf = (section: Section): string => String((SECTIONS.indexOf(section) + 1) % 10);

const PAGES: Readonly<Record<Section, (at: { readonly part: string | undefined }) => ReactNode>> = {
  shop: ShopSection,
  people: PeopleSection,
  papers: PapersSection,
  policies: PoliciesSection,
  printers: PrintersSection,
  lists: ListsSection,
  backups: BackupsSection,
  data: DataSection,
  bench: BenchSection,
  about: AboutSection,
};

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

type SettingsProps = {
  readonly section: string | undefined;
  /** What is open in the section, where its address says so. */
  readonly part: string | undefined;
};

/** Everything that the shop can decide for itself, in sections. */
export function SettingsScreen({ section, part }: SettingsProps): ReactNode {
  const welcome = useSession((state) => state.welcome);
  const rights = useSession(({ permits }) => permits.rights);
  const offered = SECTIONS.filter((each) => SECTION_NEEDS[each] === null || rights.includes(SECTION_NEEDS[each]));
  const open = isSection(section) && offered.includes(section) ? section : offered[0]!;
  return welcome && <Sections key={offered.join()} welcome={welcome} offered={offered} open={open} part={part} />;
}

type SectionsProps = {
  readonly welcome: NonNullable<SessionState["welcome"]>;
  /** Those with something for whoever has signed in. */
  readonly offered: readonly Section[];
  readonly open: Section;
  readonly part: string | undefined;
};

function Sections({ welcome, offered, open, part }: SectionsProps): ReactNode {
  const { t } = useText();
  const [, go] = useLocation();
  const list = useRef<HTMLElement>(null);
  const unsaved = unsavedSections(useSettingsDraft(), welcome.settings, welcome.bench);
  const changedPolicies = usePolicyDrafts(({ drafts }) => Object.keys(drafts).length > 0);
  useUnsavedWarning(unsaved);
  const focusList = (): void => list.current?.querySelector<HTMLElement>("[aria-current]")?.focus();
  useEffect(focusList, []);
  const show = (section: Section | undefined): void => section && go(`/settings/${section}`);
  useKeys(offered.map((section): KeyBinding => ({ combo: keyOf(section), label: t(`settings.${section}`), run: () => show(section) })));
  const step = (event: KeyboardEvent): void => {
    const by = STEPS[event.key];
    if (by === undefined || event.altKey || event.ctrlKey) return;
    event.preventDefault();
    show(offered[offered.indexOf(open) + by]);
  };
  // Not a key of the whole screen: the Esc that closes an open list of choices must not lead out of its field.
  const leaveField = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented || (event.target as HTMLElement).getAttribute("aria-expanded") === "true") return;
    event.preventDefault();
    focusList();
  };
  const Page = PAGES[open];
  return (
    <div className="settings">
      <nav className="settings-sections" ref={list} aria-label={t("settings.sections")} onKeyDown={step}>
        {offered.map((section) => (
          <a key={section} href={`#/settings/${section}`} aria-current={section === open ? "page" : undefined}>
            <span>
              {t(`settings.${section}`)}
              {(unsaved.includes(section) || (section === "policies" && changedPolicies)) && <small>{t("settings.not-saved")}</small>}
            </span>
            <KeyHint combo={keyOf(section)} />
          </a>
        ))}
      </nav>
      <div className="settings-page" onKeyDown={leaveField}>
        <Page part={part} />
      </div>
    </div>
  );
}

/** The message about what was left: it goes when Settings is opened again. */
let warning: number | undefined;

/** Says what is left unsaved when another screen is opened, and asks before the window closes on it. */
function useUnsavedWarning(unsaved: readonly Section[]): void {
  const texts = useText();
  const latest = useRef({ unsaved, texts });
  latest.current = { unsaved, texts };
  useEffect(() => {
    if (warning !== undefined) dismiss(warning);
    return () => {
      const {
        unsaved: left,
        texts: { t },
      } = latest.current;
      if (left.length === 0 || location.hash.startsWith("#/settings")) return;
      tell({ tone: "bad", next: true, text: t("settings.left-unsaved", { sections: left.map((section) => t(`settings.${section}`)).join(", ") }) });
      warning = useTray.getState().messages.at(-1)?.id;
    };
  }, []);
  const any = unsaved.length > 0;
  useEffect(() => {
    if (!any) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [any]);
}
