import { create } from "zustand";
import type { Permits, Right } from "../../src-main/domain/ground/rights.ts";
import type { Person, Welcome } from "../../src-main/domain/shop/shop.ts";
import { client } from "../client/client.ts";
import { troubleOfCall } from "../client/trouble.ts";
import { keepPreferencesOf } from "./preferences.ts";

/** Who works on this screen. `starting` until main has greeted us. */
export type SessionState = {
  readonly phase: "starting" | "set-up" | "signed-out" | "signed-in";
  readonly welcome: (Welcome & { opensPapers: boolean }) | null;
  readonly person: Person | null;
  /** What they may do; nothing where nobody has signed in. Main is the judge, this is for what screens offer. */
  readonly permits: Permits;
};

const NOTHING: Permits = { rights: [], needsPin: false };

type SignedIn = Awaited<ReturnType<typeof client.session.signIn>>;

/** The ticket lives as long as the tab: a reload comes back without the PIN, a closed tab does not. */
const TICKET = "talon.ticket";

export const useSession = create<SessionState>(() => ({ phase: "starting", welcome: null, person: null, permits: NOTHING }));

function admit({ person, permits, ticket, preferences }: SignedIn): void {
  sessionStorage.setItem(TICKET, ticket);
  keepPreferencesOf(preferences);
  useSession.setState({ phase: "signed-in", person, permits });
}

let starting: Promise<void> | undefined;

/** Greets main, at the start and whenever the line stands again; comes back as the person before where it can. */
export function startSession(): Promise<void> {
  // A ticket is good for once: whoever asks meanwhile waits for the same answer.
  starting ??= start().finally(() => (starting = undefined));
  return starting;
}

async function start(): Promise<void> {
  const welcome = await client.session.welcome();
  useSession.setState({ welcome });
  if (welcome.needsSetUp) return useSession.setState({ phase: "set-up", person: null, permits: NOTHING });
  const ticket = sessionStorage.getItem(TICKET);
  const back = ticket === null ? null : await client.session.resume({ ticket });
  if (back) admit(back);
  else leave();
}

/** Nobody is signed in on this screen any more; what stands half-filled stays. */
export const leave = (): void => useSession.setState({ phase: "signed-out", person: null, permits: NOTHING });

/** Whether whoever has signed in may do something: screens offer nothing else. */
export const useMay = (right: Right): boolean => useSession(({ permits }) => permits.rights.includes(right));

/** The shop's time zone (IANA): days and times on screens are its own. */
export const useTimeZone = (): string => useSession(({ welcome }) => welcome?.settings.timeZone ?? "UTC");

/** Looks at the shop's settings and people again; the person here may have another name or other rights by now. */
export async function refreshWelcome(): Promise<void> {
  const welcome = await client.session.welcome();
  useSession.setState(({ person }) => ({ welcome, person: welcome.people.find(({ id }) => id === person?.id) ?? person }));
  if (useSession.getState().phase !== "signed-in") return;
  try {
    useSession.setState({ permits: await client.session.permits() });
  } catch (error) {
    if (troubleOfCall(error).kind !== "signed-out") throw error;
    leave();
  }
}

/** @throws the call's error: wrong PIN, locked */
export async function signIn(personId: string, pin: string): Promise<void> {
  admit(await client.session.signIn({ personId, pin }));
}

/** Changes the PIN of whoever has signed in; `pin` is the one of before, empty where there was none. @throws the call's error */
export async function changePin(pin: string, newPin: string): Promise<void> {
  admit(await client.session.changePin({ pin, newPin }));
  await refreshWelcome();
}

/** Lets the next person in; what stands half-filled on the screen stays. */
export async function signOut(): Promise<void> {
  sessionStorage.removeItem(TICKET);
  leave();
  await client.session.signOut();
}

/** Sets the shop up and signs its first person in. @throws the call's error */
export async function setUp(input: Parameters<typeof client.session.setUp>[0]): Promise<void> {
  const first = await client.session.setUp(input);
  await refreshWelcome();
  admit(first);
}
