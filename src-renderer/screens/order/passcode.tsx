import { Button } from "@mantine/core";
import { useEffect, useState, type ReactNode } from "react";
import type { Order } from "../../../src-main/domain/orders/order.ts";
import type { Passcode as Code } from "../../../src-main/domain/orders/passcode.ts";
import { client } from "../../client/client.ts";
import { useCalmKeys } from "../../components/calm-keys.ts";
import { KeyHint } from "../../components/keys.tsx";
import { PatternGrid } from "../../components/pattern-grid.tsx";
import { useText } from "../../components/text.tsx";
import { report } from "../../stores/explain.ts";
import { useSession } from "../../stores/session.ts";

/** Long enough to type it, short enough not to be forgotten on the screen, s. */
const SHOWN_S = 30;

/** The unlock code, shown on demand for half a minute. It is asked for anew each time and kept nowhere on the screen's side. */
export function Passcode({ order }: { order: Order }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const [code, setCode] = useState<Code | null>(null);
  const [left, setLeft] = useState(0);
  const personId = useSession(({ person }) => person?.id);
  // The next person looks under their own name.
  useEffect(() => setCode(null), [personId]);
  useEffect(() => {
    if (code === null) return;
    // Not the clock on the wall: one that is set back would show it for as long.
    const until = performance.now() + SHOWN_S * 1000;
    const timer = setInterval(() => {
      const seconds = Math.ceil((until - performance.now()) / 1000);
      setLeft(seconds);
      if (seconds <= 0) setCode(null);
    }, 250);
    return () => clearInterval(timer);
  }, [code]);

  const toggle = (): void => {
    if (code !== null) return setCode(null);
    client.order.revealPasscode({ id: order.id }).then(
      (found) => {
        setLeft(SHOWN_S);
        setCode(found);
      },
      (error: unknown) => report(error, texts, toggle),
    );
  };
  useCalmKeys(order.hasPasscode ? [{ combo: "S", label: `${t("order.passcode.show")}: ${t("paper.passcode")}`, run: toggle }] : []);

  if (!order.hasPasscode) return <span className="quiet">{order.handback ? t("order.passcode.wiped") : t("order.passcode.none")}</span>;
  return (
    <div>
      <div className="passcode" aria-live="polite">
        {code?.kind === "pattern" && <PatternGrid label={t("passcode.pattern")} value={code.value} />}
        {code && <strong className="number">{code.kind === "pattern" ? code.value.replaceAll("-", " ") : code.value}</strong>}
      </div>
      <Button variant="default" size="compact-sm" onClick={toggle} rightSection={<KeyHint combo="S" />}>
        {code ? t("order.passcode.hide", { seconds: left }) : t("order.passcode.show")}
      </Button>
      {!code && <div className="quiet hint">{t("order.passcode.recorded")}</div>}
    </div>
  );
}
