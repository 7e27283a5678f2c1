import { create } from "zustand";
import type { IntakeInput, KeptDraft } from "../../src-main/domain/orders/intake.ts";
import type { Language } from "../../src-main/domain/ground/language.ts";
import { client } from "../client/client.ts";
import { EMPTY, intakeOf, USUAL_FACTS, type IntakeForm } from "./intake-form.ts";

/** The one half-filled intake of this bench. `savedAt` is when main kept it last; `failed` that it could not, `lost` what of it cannot be opened. */
export type DraftState = {
  readonly form: IntakeForm;
  readonly loaded: boolean;
  readonly savedAt: number | null;
  readonly failed: boolean;
  readonly lost: KeptDraft["lost"];
};

export const useDraft = create<DraftState>(() => ({ form: EMPTY, loaded: false, savedAt: null, failed: false, lost: null }));

/** A letter is kept so soon, ms, whether the typing pauses or not: that much a crash may cost. */
const KEEP_MS = 400;
let due: ReturnType<typeof setTimeout> | undefined;
/** What was changed since the form was last empty; null while nothing was. */
let typed: Partial<IntakeForm> | null = null;
let takingIn = false;

const keepLater = (): void => void (due ??= setTimeout(() => void saveDraft(), KEEP_MS));

function keepNoMore(): void {
  clearTimeout(due);
  due = undefined;
}

/** Takes up what this bench left half-filled; a field that is typed already is not overwritten. */
export async function loadDraft(language: Language): Promise<void> {
  if (useDraft.getState().loaded) return;
  useDraft.setState(({ form }) => ({ form: { ...form, language, ...typed } }));
  const kept = await client.draft.get();
  if (useDraft.getState().loaded) return;
  // A draft of an older Talon may lack fields: they start empty.
  const left = kept?.form as Partial<IntakeForm> | undefined;
  const form = { ...EMPTY, language, ...left, warranty: { ...USUAL_FACTS, ...left?.warranty }, ...typed };
  useDraft.setState({ form, loaded: true, savedAt: kept?.savedAt ?? null, lost: kept?.lost ?? null });
}

/** Changes fields; main keeps them a moment later. */
export function changeDraft(change: Partial<IntakeForm>): void {
  typed = { ...typed, ...change };
  useDraft.setState(({ form }) => ({ form: { ...form, ...change } }));
  keepLater();
}

/** Keeps the draft at once: before the screen goes away. */
export async function saveDraft(): Promise<void> {
  keepNoMore();
  if (!typed || takingIn) return;
  try {
    // Else what was left half-filled would be overwritten before it is taken up.
    await loadDraft(useDraft.getState().form.language);
    const { savedAt } = await client.draft.keep({ ...useDraft.getState().form });
    useDraft.setState({ savedAt, failed: false });
  } catch {
    // The tray would be in the way at every letter; the form's head says that the draft is not kept, and the next letter tries again.
    useDraft.setState({ failed: true });
  }
}

/**
 * Takes the draft in. Meanwhile nothing of it is kept: main would have it once more after the intake has dropped it.
 * @throws the call's error
 */
export async function takeDraftIn<Result>(intake: (input: IntakeInput) => Promise<Result>): Promise<Result> {
  takingIn = true;
  try {
    return await intake(intakeOf(useDraft.getState().form));
  } finally {
    takingIn = false;
    keepLater();
  }
}

/** Empties the form for the next device; the customer may stay. Main dropped the draft with the intake. */
export function resetDraft(language: Language, keepCustomer: boolean): void {
  keepNoMore();
  typed = null;
  const { form } = useDraft.getState();
  const { customerId, kind, name, contact, registration, phone, otherPhones, email, whatsapp, address } = form;
  const customer = keepCustomer
    ? { customerId, kind, name, contact, registration, phone, otherPhones, email, whatsapp, address, language: form.language, channel: form.channel }
    : { language };
  useDraft.setState({ form: { ...EMPTY, ...customer }, loaded: true, savedAt: null, failed: false, lost: null });
  if (keepCustomer) changeDraft({});
}

/** Empties the form and forgets what main kept. @throws the call's error */
export async function dropDraft(language: Language): Promise<void> {
  resetDraft(language, false);
  await client.draft.drop();
}
