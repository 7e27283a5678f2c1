import { create } from "zustand";
import type { Person, Welcome } from "../../src-main/domain/shop.ts";
import { client } from "../client/client.ts";
import { keepPreferencesOf } from "./preferences.ts";

/** Who works on this screen. `starting` until main has greeted us. */
export type SessionState = {
  readonly phase: "starting" | "set-up" | "signed-out" | "signed-in";
  readonly welcome: (Welcome & { opensPapers: boolean }) | null;
  readonly person: Person | null;
};

type SignedIn = Awaited<ReturnType<typeof client.session.signIn>>;

/** The ticket lives as long as the tab: a reload comes back without the PIN, a closed tab does not. */
const TICKET = "talon.ticket";

export const useSession = create<SessionState>(() => ({ phase: "starting", welcome: null, person: null }));

function admit({ person, ticket, preferences }: SignedIn): void {
  sessionStorage.setItem(TICKET, ticket);
  keepPreferencesOf(preferences);
  useSession.setState({ phase: "signed-in", person });
}

/** Greets main, at the start and whenever the line stands again; comes back as the person before where it can. */
export async function startSession(): Promise<void> {
  const welcome = await client.session.welcome();
  useSession.setState({ welcome });
  if (welcome.needsSetUp) return useSession.setState({ phase: "set-up", person: null });
  const ticket = sessionStorage.getItem(TICKET);
  const back = ticket === null ? null : await client.session.resume({ ticket });
  if (back) admit(back);
  else useSession.setState({ phase: "signed-out", person: null });
}

/** The shop's time zone (IANA): days and times on screens are its own. */
export const useTimeZone = (): string => useSession(({ welcome }) => welcome?.settings.timeZone ?? "UTC");

/** Looks at the shop's settings and people again; the person here may have another name or a PIN by now. */
export async function refreshWelcome(): Promise<void> {
  const welcome = await client.session.welcome();
  useSession.setState(({ person }) => ({ welcome, person: welcome.people.find(({ id }) => id === person?.id) ?? person }));
}

/** @throws the call's error: wrong PIN, locked */
export async function signIn(personId: string, pin: string): Promise<void> {
  admit(await client.session.signIn({ personId, pin }));
}

/** Lets the next person in; what stands half-filled on the screen stays. */
export async function signOut(): Promise<void> {
  sessionStorage.removeItem(TICKET);
  useSession.setState({ phase: "signed-out", person: null });
  await client.session.signOut();
}

/** Sets the shop up and signs its first person in. @throws the call's error */
export async function setUp(input: Parameters<typeof client.session.setUp>[0]): Promise<void> {
  const first = await client.session.setUp(input);
  await refreshWelcome();
  admit(first);
}
