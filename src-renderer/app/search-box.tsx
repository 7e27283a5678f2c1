import { Combobox, TextInput, useCombobox } from "@mantine/core";
import { useMergedRef } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { memo, useEffect, useEffectEvent, useRef, useState, type ReactNode, type Ref } from "react";
import { useLocation } from "wouter";
import { formatDay, isoDateAt } from "../../src-main/domain/ground/date.ts";
import { deviceName } from "../../src-main/domain/devices/device.ts";
import type { OrderSummary } from "../../src-main/domain/orders/queue.ts";
import { api } from "../client/client.ts";
import { KeyHint } from "../components/keys.tsx";
import { wordOr } from "../components/labels.ts";
import { useText } from "../components/text.tsx";
import { useScanner, wantFound } from "../stores/scanner.ts";
import { useSession } from "../stores/session.ts";

/** The one box that finds everything: as you type, newest first; Enter opens. */
export function SearchBox({ ref, onLeave }: { ref: Ref<HTMLInputElement>; onLeave: () => void }): ReactNode {
  const { t } = useText();
  const [, go] = useLocation();
  const [text, setText] = useState("");
  // An Enter that came before its answer: what it asked for is opened when the answer is there.
  const [awaited, setAwaited] = useState<string | null>(null);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const asked = text.trim();
  const { data: found, isPlaceholderData } = useQuery({
    ...api.order.find.queryOptions({ input: { text: asked.slice(0, 200) } }),
    enabled: asked !== "",
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });
  const rows = asked === "" ? [] : (found ?? []);
  const fresh = found !== undefined && !isPlaceholderData;
  const openOrder = (id: string): void => {
    setAwaited(null);
    setText("");
    combobox.closeDropdown();
    go(`/order/${id}`);
    onLeave();
  };
  const openAwaited = useEffectEvent(() => {
    if (awaited === asked && rows[0]) openOrder(rows[0].id);
    setAwaited(null);
  });
  useEffect(() => {
    if (awaited !== null && fresh) openAwaited();
  }, [awaited, fresh]);
  const wanted = useScanner((state) => state.wanted);
  const input = useRef<HTMLInputElement>(null);
  const showWanted = useEffectEvent((found: string) => {
    wantFound(null);
    setText(found);
    input.current?.focus();
    combobox.openDropdown();
  });
  useEffect(() => {
    if (wanted !== null) showWanted(wanted);
  }, [wanted]);
  return (
    <Combobox store={combobox} onOptionSubmit={openOrder} width="target" shadow="md" withinPortal={false}>
      <Combobox.Target>
        <TextInput
          ref={useMergedRef(ref, input)}
          w="100%"
          maw={860}
          data-code="search"
          aria-label={t("frame.search")}
          placeholder={t("search.placeholder")}
          leftSection={<IconSearch size={18} aria-hidden />}
          rightSection={<KeyHint combo="Ctrl+K" />}
          rightSectionWidth={64}
          value={text}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
            combobox.openDropdown();
            combobox.selectFirstOption();
          }}
          onFocus={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            if (event.key === "Escape") {
              // Taken: the screen behind does not go back as well.
              event.preventDefault();
              setText("");
              onLeave();
            }
            if (event.key !== "Enter" || asked === "") return;
            if (!fresh) {
              // What is shown belongs to earlier letters: it must not be opened.
              combobox.resetSelectedOption();
              setAwaited(asked);
            } else if (combobox.getSelectedOptionIndex() < 0 && rows[0]) openOrder(rows[0].id);
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={asked === ""}>
        <Combobox.Options mah="60vh" style={{ overflowY: "auto" }} aria-label={t("search.results")}>
          {rows.map((row) => (
            <Combobox.Option key={row.id} value={row.id}>
              <Found row={row} />
            </Combobox.Option>
          ))}
          {rows.length === 0 && <Combobox.Empty>{found ? t("search.nothing") : t("search.looking")}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

/** Drawn again only for another order: while one types, the list of the last letters stays until the next one is there. */
const Found = memo(function Found({ row }: { row: OrderSummary }): ReactNode {
  const texts = useText();
  const { t, language } = texts;
  const zone = useSession(({ welcome }) => welcome?.settings.timeZone ?? "UTC");
  return (
    <div style={{ display: "grid", gridTemplateColumns: "9.5rem 1fr auto", gap: "0 0.75rem", alignItems: "baseline" }}>
      <strong className="number">{row.number}</strong>
      <span style={{ overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" }}>
        {deviceName(row, wordOr(texts, "category", row.category))} · {row.customer}
      </span>
      <span className="quiet">{t(`state.${row.state}`)}</span>
      <span className="quiet number">{formatDay(isoDateAt(row.receivedAt, zone), language)}</span>
      <span className="quiet" style={{ overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" }}>
        {row.fault}
      </span>
    </div>
  );
});
