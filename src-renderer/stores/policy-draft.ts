import { create } from "zustand";
import type { PolicyPack } from "../../src-main/domain/warranty/policy-pack.ts";

/** A policy as it is being edited, and the version that it was begun from, 0 for a new one. */
export type PolicyDraft = { readonly pack: PolicyPack; readonly basedOn: number };

/** What has been changed in policies and is not saved: it outlives a reload. */
export type PolicyDrafts = {
  /** The key of the policy in the editor. */
  readonly open: string | null;
  /** The key of the one that was there before: the list comes back to it. */
  readonly left: string | null;
  readonly drafts: Readonly<Record<string, PolicyDraft>>;
  /** Whether this browser cannot keep what is typed. */
  readonly failed: boolean;
};

const OPEN = "talon.policy-open";
const KEY = "talon.policy:";
/** A pause in typing after which a draft is kept, ms. */
const PAUSE_MS = 300;

/** The key of a policy that was never saved. */
export const newKey = (id: string): string => `new:${id}`;
export const isNewKey = (key: string): boolean => key.startsWith("new:");

const LISTS = ["languages", "brands", "bodyCodes", "scope", "papers", "covers", "exclusions", "classes", "grants", "charges", "deadlines", "notes"];
const RECORDS = ["name", "words", "warranty", "returnTo", "texts"];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether a form can show what was kept: an older Talon may have kept packs of another make. */
function isDraft(value: unknown): value is PolicyDraft {
  if (!isRecord(value) || typeof value["basedOn"] !== "number") return false;
  const { pack } = value;
  return isRecord(pack) && LISTS.every((name) => Array.isArray(pack[name])) && RECORDS.every((name) => isRecord(pack[name]));
}

function keptDraft(key: string): PolicyDraft | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    return isDraft(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

const keptDrafts = (): PolicyDrafts["drafts"] =>
  Object.fromEntries(
    Object.keys(localStorage).flatMap((key) => {
      const draft = key.startsWith(KEY) ? keptDraft(key) : undefined;
      return draft ? [[key.slice(KEY.length), draft] as const] : [];
    }),
  );

export const usePolicyDrafts = create<PolicyDrafts>(() => ({ open: sessionStorage.getItem(OPEN), left: null, drafts: keptDrafts(), failed: false }));

const waiting = new Set<string>();
let pause: ReturnType<typeof setTimeout> | undefined;

function keepNow(): void {
  clearTimeout(pause);
  const { drafts } = usePolicyDrafts.getState();
  try {
    for (const key of waiting) if (drafts[key]) localStorage.setItem(KEY + key, JSON.stringify(drafts[key]));
    waiting.clear();
    if (usePolicyDrafts.getState().failed) usePolicyDrafts.setState({ failed: false });
  } catch {
    // No room: the editor says so, and the next letter tries again.
    usePolicyDrafts.setState({ failed: true });
  }
}

window.addEventListener("pagehide", keepNow);

/** Keeps what a policy is to become. */
export function keepPolicy(key: string, draft: PolicyDraft): void {
  usePolicyDrafts.setState(({ drafts }) => ({ drafts: { ...drafts, [key]: draft } }));
  waiting.add(key);
  clearTimeout(pause);
  pause = setTimeout(keepNow, PAUSE_MS);
}

/** Forgets what was changed in a policy. */
export function dropPolicy(key: string): void {
  waiting.delete(key);
  localStorage.removeItem(KEY + key);
  usePolicyDrafts.setState(({ drafts: { [key]: _, ...others } }) => ({ drafts: others }));
}

/** Opens a policy in the editor; null goes back to the list. */
export function openPolicy(key: string | null): void {
  if (key === null) sessionStorage.removeItem(OPEN);
  else sessionStorage.setItem(OPEN, key);
  usePolicyDrafts.setState(({ open }) => ({ open: key, left: open }));
}
