import { useEffect, useState, type ReactNode } from "react";
import type { Person } from "../../../src-main/domain/shop/shop.ts";
import { BURST_GAP_MS, fieldOf, follow, newBurst, putText } from "../../components/burst.ts";
import { LanguageSwitch } from "../../components/language-switch.tsx";
import { useText } from "../../components/text.tsx";
import { report } from "../../stores/explain.ts";
import { changePreferences } from "../../stores/preferences.ts";
import { signIn, useSession } from "../../stores/session.ts";
import { PeopleList } from "./people-list.tsx";
import { PinPanel } from "./pin-panel.tsx";
import "./sign-in.css";

const NOBODY: readonly Person[] = [];

/** A PIN has so many figures at the most; more keys in such a haste are a scanner's, and so is anything else in them. */
const LONGEST_PIN = 8;
const SHORTEST_SCAN = 4;

/** Keeps the Enter of a scanner from choosing a person or sending a PIN: a scan signs nobody in. */
function useNoScans(): void {
  useEffect(() => {
    let burst = newBurst();
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== "Enter" && event.key !== "Tab" && event.key !== " ") {
        burst = follow(burst, event);
        return;
      }
      const { keys, count, last, field, before } = burst;
      burst = newBurst();
      const isPin = field !== null && /^\d+$/.test(keys) && count <= LONGEST_PIN;
      if (count < SHORTEST_SCAN || isPin || event.timeStamp - last >= BURST_GAP_MS) return;
      event.preventDefault();
      event.stopPropagation();
      // A code that began before the field was there went into it as well.
      const typed = field ?? fieldOf(event.target);
      if (typed) putText(typed, before);
    };
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  }, []);
}

/** Who is working now: a person by one key, then the PIN where there is one. */
export function SignInScreen(): ReactNode {
  const texts = useText();
  const { t } = texts;
  const shop = useSession(({ welcome }) => welcome?.settings.name ?? "");
  const people = useSession(({ welcome }) => welcome?.people ?? NOBODY);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const chosen = people.find(({ id }) => id === chosenId) ?? (people.length === 1 && people[0]?.hasPin ? people[0] : null);

  useNoScans();
  const choose = async (person: Person): Promise<void> => {
    if (person.hasPin) return setChosenId(person.id);
    setChosenId(null);
    try {
      await signIn(person.id, "");
    } catch (error) {
      report(error, texts, () => void choose(person));
    }
  };
  return (
    <main className="sign-in">
      <header className="sign-in-head">
        <span className="sign-in-shop" title={shop}>
          {shop || t("frame.title")}
        </span>
        <LanguageSwitch onChange={(language) => changePreferences({ language })} />
      </header>
      <div className="sign-in-body">
        <h1>{t("sign-in.title")}</h1>
        <PeopleList people={people} chosenId={chosen?.id ?? null} onChoose={(person) => void choose(person)} />
        {chosen ? (
          <PinPanel key={chosen.id} person={chosen} onBack={people.length > 1 ? () => setChosenId(null) : undefined} />
        ) : (
          <p className="quiet sign-in-hint">{t("sign-in.how")}</p>
        )}
      </div>
    </main>
  );
}
