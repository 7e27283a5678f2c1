import "./queue.css";
import "./queue-board.css";
import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { useLocation } from "wouter";
import { isoDateAt } from "../../../src-main/domain/ground/date.ts";
import { mayHandBack, NEEDS_REASON, wayToHandback, type OrderState } from "../../../src-main/domain/orders/order-state.ts";
import type { OrderSummary } from "../../../src-main/domain/orders/queue.ts";
import type { Person } from "../../../src-main/domain/shop/shop.ts";
import { api } from "../../client/client.ts";
import { useKeys, type KeyBinding } from "../../components/keys.tsx";
import { useText } from "../../components/text.tsx";
import { leaveErrand } from "../../stores/errand.ts";
import { sentenceOf } from "../../stores/explain.ts";
import { changePreferences, usePreferences } from "../../stores/preferences.ts";
import { useSession } from "../../stores/session.ts";
import { tell } from "../../stores/tray.ts";
import { ActionBar } from "./action-bar.tsx";
import { useActs, type Refused } from "./acts.ts";
import { AssignDialog } from "./assign-dialog.tsx";
import { Board } from "./board.tsx";
import { useCalm } from "../../components/calm-keys.ts";
import { askOf, isFiltered, narrows, NO_FILTER, RARE_STATES, readChoice, type Choice } from "./filter.ts";
import { HeadLine } from "./head-line.tsx";
import { List } from "./list.tsx";
import { MoveDialog } from "./move-dialog.tsx";
import { None } from "./none.tsx";
import { lists } from "./pages.ts";
import { keepPlace, placeOf } from "../../stores/queue-place.ts";
import type { Moment } from "./row.tsx";
import { SidePanel } from "./side-panel.tsx";
import type { ViewHandle } from "./view.ts";

const TYPING_MS = 120;
const MINUTE_MS = 60_000;
const NOBODY: readonly Person[] = [];

/** The open orders as a list or a board: what is next, whose it is, and what is late. */
export function QueueScreen(): ReactNode {
  const person = useSession((state) => state.person);
  return person && <Queue key={person.id} person={person} />;
}

type Asked = { readonly what: "assign" | "move"; readonly row: OrderSummary; readonly to?: OrderState; readonly refused?: Refused };

function Queue({ person }: { person: Person }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const [, go] = useLocation();
  const queries = useQueryClient();
  const welcome = useSession((state) => state.welcome);
  const people = welcome?.people ?? NOBODY;
  const kept = usePreferences((state) => state.queue);
  const choice = useMemo(() => readChoice(kept, people), [kept, people]);
  const [text, setText] = useState(placeOf(person.id).text);
  const [lookedFor] = useDebouncedValue(text.trim(), TYPING_MS);
  const ask = useMemo(() => askOf(choice, lookedFor), [choice, lookedFor]);
  const counts = useQuery({ ...api.order.counts.queryOptions(), queryKey: [...api.order.counts.queryKey(), person.id] });
  const moment = useMoment(counts.data?.today, welcome?.settings.timeZone ?? "UTC", welcome?.settings.untakenHours ?? 24, counts.refetch);

  const [chosen, setChosen] = useState<OrderSummary | null>(null);
  const [shown, setShown] = useState<{ count: number; more: boolean; loaded: boolean; error: unknown }>({
    count: 0,
    more: false,
    loaded: false,
    error: null,
  });
  const [asked, setAsked] = useState<Asked | null>(null);
  const [focused, setFocused] = useState(false);
  const [panelOpen, setPanelOpen] = useState(false);
  const view = useRef<ViewHandle>(null);
  const textField = useRef<HTMLInputElement>(null);
  const calm = useCalm();
  const { moveTo, assignTo, said } = useActs((refused) => setAsked({ what: "move", row: refused.row, refused }));

  const choose = useCallback(
    (row: OrderSummary | null) => {
      setChosen(row);
      if (row) keepPlace(person.id, { id: row.id });
    },
    [person.id],
  );
  const onShown = useCallback((count: number, more: boolean, loaded: boolean, error: unknown) => setShown({ count, more, loaded, error }), []);
  const setChoice = ({ view: asView, sort, filter }: Choice): void => changePreferences({ queue: { view: asView, sort, filter } });
  const changeText = (value: string): void => {
    setText(value);
    keepPlace(person.id, { text: value });
  };
  const clear = (): void => {
    changeText("");
    setChoice({ ...choice, filter: NO_FILTER });
    view.current?.focus();
  };
  const again = (): void => {
    lists.trim(queries);
    void queries.invalidateQueries({ queryKey: api.order.key() });
  };
  const openOrder = (row: OrderSummary): void => go(`/order/${row.id}`);
  const drop = (row: OrderSummary, to: OrderState): void => (NEEDS_REASON.includes(to) ? setAsked({ what: "move", row, to }) : moveTo(row, to, ""));

  const acts = {
    open: () => chosen && openOrder(chosen),
    take: () => {
      if (!chosen) return;
      if (chosen.technicianId === person.id) tell({ tone: "good", text: t("queue.taken-already", { number: chosen.number }) });
      else assignTo(chosen, person);
    },
    assign: () => chosen && setAsked({ what: "assign", row: chosen }),
    move: () => chosen && setAsked({ what: "move", row: chosen }),
    handBack: () => {
      if (!chosen) return;
      // What goes out otherwise than by the slip is explained there.
      if (mayHandBack(chosen.state) || RARE_STATES.includes(chosen.state)) return go(`/handback/${chosen.id}`);
      const next = wayToHandback(chosen.state)
        .map((state) => t(`state.${state}`))
        .join(" → ");
      tell({ tone: "bad", text: t("error.handback.state", { number: chosen.number, state: t(`state.${chosen.state}`), next }) });
    },
  };
  const leave = (): void => {
    if (asked) return setAsked(null);
    if (panelOpen) return setPanelOpen(false);
    if (document.activeElement === textField.current && text === "") return view.current?.focus();
    if (text !== "") return changeText("");
    if (isFiltered(choice.filter, text)) clear();
  };
  const move = (combo: string, label: string, run: () => void | undefined): KeyBinding => ({ combo, label, run });
  useKeys([
    move("J", t("queue.key.down"), () => view.current?.step(1)),
    move("K", t("queue.key.up"), () => view.current?.step(-1)),
    { combo: "T", label: t("queue.take"), run: calm(acts.take) },
    { combo: "A", label: t("queue.assign"), run: calm(acts.assign) },
    { combo: "M", label: t("queue.move"), run: calm(acts.move) },
    { combo: "H", label: t("queue.hand-back"), run: calm(acts.handBack) },
    { combo: "B", label: t("queue.view.other"), run: calm(() => setChoice({ ...choice, view: choice.view === "list" ? "board" : "list" })) },
    { combo: "/", label: t("queue.text"), run: () => textField.current?.select() },
    { combo: "Esc", label: t("queue.clear"), run: leave },
    // Elsewhere these keys belong to what has the focus.
    ...(focused
      ? [
          move("Enter", t("queue.open"), acts.open as () => void),
          move("ArrowDown", t("queue.key.down"), () => view.current?.step(1)),
          move("ArrowUp", t("queue.key.up"), () => view.current?.step(-1)),
          move("ArrowRight", t("queue.key.right"), () => view.current?.side(1)),
          move("ArrowLeft", t("queue.key.left"), () => view.current?.side(-1)),
          move("PageDown", t("queue.key.page-down"), () => view.current?.page(1)),
          move("PageUp", t("queue.key.page-up"), () => view.current?.page(-1)),
          move("Home", t("queue.key.first"), () => view.current?.end("first")),
          move("End", t("queue.key.last"), () => view.current?.end("last")),
        ]
      : []),
  ]);
  useEffect(() => view.current?.focus(), [choice.view]);

  const asker = asked && (chosen?.id === asked.row.id ? chosen : asked.row);
  const error = shown.error ?? counts.error;
  const close = (): void => setAsked(null);
  const viewProps = { ref: view, ask, chosen, moment, personId: person.id, onChoose: choose, onOpen: openOrder, onFocused: setFocused, onShown };
  return (
    <div className="queue" data-panel={panelOpen ? "open" : undefined}>
      <SidePanel
        counts={counts.data}
        filter={choice.filter}
        meId={person.id}
        untakenHours={moment.untakenHours}
        filtered={isFiltered(choice.filter, text)}
        onFilter={(filter) => setChoice({ ...choice, filter })}
        onClear={clear}
      />
      <HeadLine
        choice={choice}
        people={people}
        text={text}
        textField={textField}
        panelOpen={panelOpen}
        onPanel={() => setPanelOpen(!panelOpen)}
        onText={changeText}
        onLeaveText={() => view.current?.focus()}
        onChoice={setChoice}
      />
      {choice.view === "list" ? (
        <List {...viewProps} />
      ) : (
        <Board {...viewProps} counts={narrows(choice.filter, lookedFor) ? undefined : counts.data?.states} onDrop={drop} />
      )}
      {shown.loaded && shown.count === 0 && error === null && (
        <None shopIsEmpty={counts.data?.total === 0} onIntake={() => go("/intake")} onClear={clear} />
      )}
      {chosen && <ActionBar row={chosen} acts={acts} />}
      {error !== null && (
        <div className="queue-none" role="alert">
          <p>{sentenceOf(error, texts)}</p>
          <Button onClick={again}>{t("frame.retry")}</Button>
        </div>
      )}
      <p className="queue-said" role="status">
        {said}
      </p>
      <p className="queue-said" role="status">
        {isFiltered(choice.filter, lookedFor) && shown.loaded && t(shown.more ? "queue.shown-more" : "queue.shown", { count: shown.count })}
      </p>
      {asked?.what === "assign" && asker && (
        <AssignDialog
          row={asker}
          people={people}
          meId={person.id}
          onClose={close}
          onAssign={(to) => {
            close();
            assignTo(asker, to);
          }}
        />
      )}
      {asked?.what === "move" && asker && (
        <MoveDialog
          key={asked.refused ? "again" : asker.id}
          row={asker}
          to={asked.to ?? asked.refused?.to}
          note={asked.refused?.note}
          refusal={asked.refused && sentenceOf(asked.refused.error, texts)}
          onClose={close}
          onMove={(to, note) => {
            close();
            moveTo(asker, to, note);
          }}
          onDeed={(deed) => {
            leaveErrand(asker.id, deed);
            openOrder(asker);
          }}
        />
      )}
    </div>
  );
}

/** What day and minute it is for the shop; a new day asks main again what is late. */
function useMoment(today: string | undefined, timeZone: string, untakenHours: number, onNewDay: () => unknown): Moment {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const clock = setInterval(() => setNow(Date.now()), MINUTE_MS);
    return () => clearInterval(clock);
  }, []);
  const here = isoDateAt(now, timeZone);
  const newDay = today !== undefined && today !== here;
  useEffect(() => {
    if (newDay) onNewDay();
  }, [newDay, onNewDay]);
  return useMemo(() => ({ today: here, now, untakenHours, timeZone }), [here, now, untakenHours, timeZone]);
}
