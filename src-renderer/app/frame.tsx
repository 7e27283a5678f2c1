import { Button, Kbd, Modal, Table } from "@mantine/core";
import { IconAddressBook, IconArrowBackUp, IconChartBar, IconInbox, IconLayoutList, IconSettings } from "@tabler/icons-react";
import { Suspense, useEffect, useRef, useState, type ReactNode } from "react";
import { Redirect, Route, Router, Switch, useLocation } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { missingDetails } from "../../src-main/domain/shop/shop.ts";
import type { Line } from "../client/client.ts";
import { useCalm } from "../components/calm-keys.ts";
import { KeyHint, useAllKeys, useKeys, type KeyBinding } from "../components/keys.tsx";
import { useText } from "../components/text.tsx";
import { signOut, useSession } from "../stores/session.ts";
import { leaveScreen } from "../stores/tray.ts";
import { ApartBar } from "./apart-bar.tsx";
import { BackupBar, BackupGlance } from "./backup-bar.tsx";
import { ClockBar } from "./clock-bar.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { PrintTray } from "./print-tray.tsx";
import { useScannerKeys } from "./scanner.ts";
import {
  CustomersScreen,
  fetchAhead,
  HandbackScreen,
  IntakeScreen,
  NEXT_SCREENS,
  OrderScreen,
  QueueScreen,
  SettingsScreen,
  ApartScreen,
  ShopScreen,
} from "./screens.ts";
import { SearchBox } from "./search-box.tsx";

const RAIL = [
  { path: "/intake", word: "rail.intake", Icon: IconInbox },
  { path: "/queue", word: "rail.queue", Icon: IconLayoutList },
  { path: "/handback", word: "rail.handback", Icon: IconArrowBackUp },
  { path: "/customers", word: "rail.customers", Icon: IconAddressBook },
  { path: "/settings", word: "rail.settings", Icon: IconSettings },
  { path: "/shop", word: "rail.shop", Icon: IconChartBar },
] as const;

/** The window: rail, search, the screen, and the foot line. */
export function Frame({ line }: { line: Line }): ReactNode {
  return (
    <Router hook={useHashLocation}>
      <Shell line={line} />
    </Router>
  );
}

function Shell({ line }: { line: Line }): ReactNode {
  const { t } = useText();
  const [path, go] = useLocation();
  const search = useRef<HTMLInputElement>(null);
  const page = useRef<HTMLElement>(null);
  const [keysShown, setKeysShown] = useState(false);
  const calm = useCalm();
  useScannerKeys(go);
  const findOrder = (): void => {
    search.current?.focus();
    search.current?.select();
  };
  useKeys([
    ...RAIL.map(({ path: to, word }, index): KeyBinding => ({ combo: `Alt+${index + 1}`, label: t(word), run: () => go(to), inFields: true })),
    { combo: "Ctrl+K", label: t("frame.search"), run: findOrder, inFields: true },
    // A scanner may type F8 for the separator within a code.
    { combo: "F8", label: t("frame.switch-person"), run: calm(() => void signOut()), inFields: true },
    { combo: "?", label: t("frame.keys"), run: () => setKeysShown(true) },
  ]);
  useEffect(() => {
    document.title = t("frame.title");
  }, [t]);
  useEffect(() => fetchAhead(NEXT_SCREENS), []);
  useEffect(leaveScreen, [path]);
  return (
    <div className="frame">
      <nav className="rail" aria-label={t("frame.rail")}>
        {RAIL.map(({ path: to, word, Icon }, index) => (
          <a key={to} href={`#${to}`} aria-current={path.startsWith(to) ? "page" : undefined} title={t(word)}>
            <Icon size={20} aria-hidden />
            <span className="rail-word">{t(word)}</span>
            <KeyHint combo={`Alt+${index + 1}`} />
          </a>
        ))}
      </nav>
      <header className="head">
        <SearchBox ref={search} onLeave={() => page.current?.focus()} />
      </header>
      <div className="bars">
        <ClockBar />
        <BackupBar />
        <ApartBar />
      </div>
      <main className="page" ref={page} tabIndex={-1} id="page">
        <ErrorBoundary key={path}>
          <Suspense>
            <Switch>
              <Route path="/intake/:customer?">{({ customer }) => <IntakeScreen customerId={customer} />}</Route>
              <Route path="/queue">
                <QueueScreen />
              </Route>
              <Route path="/order/:id">{({ id }) => <OrderScreen key={id} id={id} />}</Route>
              <Route path="/handback/:id?">{({ id }) => <HandbackScreen key={id ?? ""} id={id} />}</Route>
              <Route path="/customers/:id?">{({ id }) => <CustomersScreen id={id} />}</Route>
              <Route path="/settings/:section?/:part?">{({ section, part }) => <SettingsScreen section={section} part={part} />}</Route>
              <Route path="/apart">
                <ApartScreen />
              </Route>
              <Route path="/shop">
                <ShopScreen />
              </Route>
              <Route>
                <Redirect to="/queue" replace />
              </Route>
            </Switch>
          </Suspense>
        </ErrorBoundary>
      </main>
      <Foot line={line} onKeys={() => setKeysShown(true)} />
      {keysShown && <KeysPage onClose={() => setKeysShown(false)} />}
    </div>
  );
}

function Foot({ line, onKeys }: { line: Line; onKeys: () => void }): ReactNode {
  const { t } = useText();
  const [, go] = useLocation();
  const welcome = useSession((state) => state.welcome);
  const person = useSession((state) => state.person);
  const lacking = welcome ? missingDetails(welcome.settings) : [];
  return (
    <footer className="foot">
      <span>{t("foot.bench", { bench: welcome?.bench.name ?? "" })}</span>
      <Button size="compact-sm" variant="subtle" onClick={() => void signOut()} rightSection={<KeyHint combo="F8" />}>
        {person?.name}
      </Button>
      {person && !person.hasPin && (
        <Button size="compact-sm" variant="subtle" c="var(--due-today)" onClick={() => go("/settings/people")}>
          {t("foot.no-pin")}
        </Button>
      )}
      {lacking.length > 0 && (
        <Button
          size="compact-sm"
          variant="subtle"
          c="var(--due-today)"
          title={lacking.map((field) => t(`shop.${field}`)).join(", ")}
          onClick={() => go("/settings/shop")}
        >
          {t("foot.no-details")}
        </Button>
      )}
      <PrintTray />
      <BackupGlance />
      <span role="status" style={{ color: line === "open" ? undefined : "var(--due-overdue)" }}>
        {line === "open" ? t("foot.line-open") : t("foot.line-lost")}
      </span>
      <Button size="compact-sm" variant="subtle" onClick={onKeys} ml="auto" rightSection={<KeyHint combo="?" />}>
        {t("frame.keys")}
      </Button>
    </footer>
  );
}

function KeysPage({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useText();
  const [bindings] = useState(useAllKeys());
  return (
    <Modal opened onClose={onClose} title={t("frame.keys")} closeButtonProps={{ "aria-label": t("frame.close") }}>
      <Table verticalSpacing={6}>
        <Table.Tbody>
          {bindings.map(({ combo, label }) => (
            <Table.Tr key={combo + label}>
              <Table.Td>{label}</Table.Td>
              <Table.Td ta="right">
                <Kbd>{combo}</Kbd>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
