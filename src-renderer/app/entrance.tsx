import { Center, Loader } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState, type ReactNode } from "react";
import { KeysProvider } from "../components/keys.tsx";
import { useText } from "../components/text.tsx";
import { watchLine, type Line } from "../client/client.ts";
import { report } from "../stores/explain.ts";
import { startSession, useSession } from "../stores/session.ts";
import { ChoosePinScreen } from "../screens/sign-in/choose-pin-screen.tsx";
import { SignInScreen } from "../screens/sign-in/sign-in-screen.tsx";
import { fetchAhead, FIRST_SCREENS, SetUpScreen } from "./screens.ts";
import { Tray } from "./tray.tsx";
import { useChanges } from "./changes.ts";
import { useSignsOfLife } from "./signs-of-life.ts";

const loadFrame = () => import("./frame.tsx");
const Frame = lazy(() => loadFrame().then(({ Frame: component }) => ({ default: component })));

/** Leads to what is next: the set-up, the sign-in, or the work. A frame that was left stays behind the sign-in with all its text. */
export function Entrance(): ReactNode {
  const texts = useText();
  const queries = useQueryClient();
  const [line, setLine] = useState<Line>("connecting");
  const phase = useSession((state) => state.phase);
  const person = useSession((state) => state.person);
  const needsPin = useSession((state) => state.permits.needsPin);
  const [entered, setEntered] = useState(false);
  // Who said that the PIN comes later; asked again at the next sign-in.
  const [putOff, setPutOff] = useState<string | null>(null);
  const choosing = phase === "signed-in" && person !== null && needsPin && putOff !== person.id;
  const working = phase === "signed-in" && !choosing;
  const left = useRef<Element | null>(null);
  const complain = useEffectEvent((error: unknown) => report(error, texts));
  useEffect(() => watchLine(setLine), []);
  useEffect(() => {
    if (line !== "open") return;
    startSession().then(() => queries.invalidateQueries(), complain);
  }, [line, queries]);
  useEffect(
    () =>
      useSession.subscribe((now, before) => {
        if (now.phase === "signed-out" && before.phase === "signed-in") left.current = document.activeElement;
      }),
    [],
  );
  useEffect(() => {
    if (phase !== "signed-in") return setPutOff(null);
    setEntered(true);
    // Whoever comes back goes on where the last one stood.
    if (left.current instanceof HTMLElement) left.current.focus();
  }, [phase]);
  useSignsOfLife(phase === "signed-in");
  useChanges(phase === "signed-in" && line === "open" ? (person?.id ?? null) : null);

  useEffect(() => (phase === "signed-out" ? fetchAhead([loadFrame, ...FIRST_SCREENS]) : undefined), [phase]);

  const starting = (
    <Center h="100dvh">
      <Loader aria-label={texts.t("frame.starting")} />
    </Center>
  );
  if (phase === "starting") return starting;
  if (phase === "set-up")
    return (
      <Suspense>
        <SetUpScreen />
        <Tray />
      </Suspense>
    );
  return (
    <>
      {phase === "signed-out" && <SignInScreen />}
      {choosing && <ChoosePinScreen person={person} onLater={() => setPutOff(person.id)} />}
      {(entered || working) && (
        <div hidden={!working} inert={!working}>
          <KeysProvider asleep={!working}>
            <Suspense fallback={starting}>
              <Frame line={line} />
            </Suspense>
          </KeysProvider>
        </div>
      )}
      <Tray />
    </>
  );
}
