import { useState, type ReactNode } from "react";
import type { Person } from "../../../src-main/domain/shop.ts";
import { LanguageSwitch } from "../../components/language-switch.tsx";
import { useText } from "../../components/text.tsx";
import { report } from "../../stores/explain.ts";
import { changePreferences } from "../../stores/preferences.ts";
import { signIn, useSession } from "../../stores/session.ts";
import { PeopleList } from "./people-list.tsx";
import { PinPanel } from "./pin-panel.tsx";
import "./sign-in.css";

const NOBODY: readonly Person[] = [];

/** Who is working now: a person by one key, then the PIN where there is one. */
export function SignInScreen(): ReactNode {
  const texts = useText();
  const { t } = texts;
  const shop = useSession(({ welcome }) => welcome?.settings.name ?? "");
  const people = useSession(({ welcome }) => welcome?.people ?? NOBODY);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const chosen = people.find(({ id }) => id === chosenId) ?? (people.length === 1 && people[0]?.hasPin ? people[0] : null);

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
