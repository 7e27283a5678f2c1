import { Anchor, Button, Stack, Text, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { formatDay, isoDateAt } from "../../../src-main/domain/ground/date.ts";
import type { DeviceHistory } from "../../../src-main/domain/orders/known.ts";
import { isPlaceholder } from "../../../src-main/domain/devices/placeholder.ts";
import { api } from "../../client/client.ts";
import { KeyHint, useKeys } from "../../components/keys.tsx";
import { wordOr } from "../../components/labels.ts";
import { useText } from "../../components/text.tsx";
import { changeDraft, useDraft } from "../../stores/draft.ts";
import { deviceFields } from "../../stores/intake-form.ts";
import { useSession } from "../../stores/session.ts";

const PAUSE_MS = 150;

/** Shows at once whether this device, or this customer, was here before. @param quiet says nothing while there is nothing to say */
export function KnownPanel({ quiet }: { readonly quiet: boolean }): ReactNode {
  const { t } = useText();
  const category = useDraft(({ form }) => form.category);
  const brand = useDraft(({ form }) => form.brand);
  const model = useDraft(({ form }) => form.model);
  const serial = useDraft(({ form }) => form.serial);
  const imei = useDraft(({ form }) => form.imei);
  const imei2 = useDraft(({ form }) => form.imei2);
  const customerId = useDraft(({ form }) => form.customerId);
  const [device] = useDebouncedValue({ category, brand, model, serial, imei, imei2 }, PAUSE_MS);
  const numbered = [device.serial, device.imei, device.imei2].some((number) => number.trim() !== "");
  const { data: histories } = useQuery({
    ...api.known.device.queryOptions({ input: device }),
    enabled: numbered,
    placeholderData: keepPreviousData,
  });
  const { data: known } = useQuery({ ...api.known.customer.queryOptions({ input: { id: customerId ?? "" } }), enabled: customerId !== null });
  const here = (numbered && histories?.find(({ stays }) => stays.length > 0)) || null;
  const placeholder = serial.trim() !== "" && isPlaceholder(serial) ? serial.trim() : null;
  const nothing = !here && customerId === null && placeholder === null;
  if (quiet && nothing) return null;
  return (
    <Stack gap="sm" mb="md" aria-live="polite">
      <Title order={2} size="h5">
        {t("intake.known")}
      </Title>
      {placeholder !== null && (
        <Text size="sm" className="quiet">
          {t("intake.placeholder", { text: placeholder })}
        </Text>
      )}
      {here && <History history={here} />}
      {customerId !== null && known && (
        <div>
          <Text fw={600}>{known.customer.name}</Text>
          <Text size="sm" className="quiet">
            {t("intake.orders", { count: known.customer.orders })}
          </Text>
          {known.orders.slice(0, 5).map((order) => (
            <Text key={order.id} size="sm" truncate>
              <Anchor href={`#/order/${order.id}`} className="number" underline="always">
                {order.number}
              </Anchor>{" "}
              {[order.brand, order.model].filter(Boolean).join(" ")} · {t(`state.${order.state}`)}
            </Text>
          ))}
        </div>
      )}
      {nothing && (
        <Text size="sm" className="quiet">
          {t("intake.known-empty")}
        </Text>
      )}
    </Stack>
  );
}

/** A label as it stands within a sentence; an abbreviation, as IMEI, stays as it is. */
const inSentence = (label: string, language: string): string => (/^\p{Lu}{2}/u.test(label) ? label : label.toLocaleLowerCase(language));

function History({ history: { device, stays, apart } }: { history: DeviceHistory }): ReactNode {
  const texts = useText();
  const { t, language } = texts;
  const zone = useSession(({ welcome }) => welcome?.settings.timeZone ?? "UTC");
  const category = useDraft(({ form }) => form.category);
  const same = useDraft(({ form }) => form.sameFaultAs);
  const last = stays[0]!;
  const open = stays.find((stay) => stay.closedAt === null);
  const sameFault = (): void => {
    changeDraft({ sameFaultAs: { id: last.orderId, number: last.number }, fault: useDraft.getState().form.fault || last.fault });
  };
  const fill = (): void => changeDraft(deviceFields(device));
  useKeys([
    { combo: "Alt+S", label: t("intake.same-fault"), run: sameFault, inFields: true },
    { combo: "Alt+A", label: t("intake.fill-device"), run: fill, inFields: true },
  ]);
  return (
    <Stack gap={6} data-testid="history">
      <Text fw={600}>
        {[device.brand, device.model].filter(Boolean).join(" ") || device.serial} · {t("intake.stays", { count: stays.length })}
      </Text>
      {category !== "" && apart.length > 0 && (
        <Text size="sm" role="status" style={{ color: "var(--due-overdue)" }}>
          {t("intake.apart", { facts: apart.map((fact) => inSentence(t(`intake.${fact}`), language)).join(", ") })}
        </Text>
      )}
      {open && (
        <Text size="sm" role="alert" style={{ color: "var(--due-overdue)" }}>
          {t("intake.still-here", { number: open.number })}
        </Text>
      )}
      {stays.slice(0, 4).map((stay) => (
        <div key={stay.orderId} style={{ borderLeft: "3px solid var(--line)", paddingLeft: 8 }}>
          <Text size="sm">
            <Anchor href={`#/order/${stay.orderId}`} className="number" underline="always">
              {stay.number}
            </Anchor>{" "}
            · {formatDay(isoDateAt(stay.receivedAt, zone), language)} · {t(`state.${stay.state}`)}
          </Text>
          <Text size="sm" lineClamp={2}>
            {stay.fault}
          </Text>
          <Text size="xs" className="quiet" lineClamp={2}>
            {[stay.customer, stay.outcome && wordOr(texts, "paper.outcome", stay.outcome)].filter(Boolean).join(" · ")}
          </Text>
        </div>
      ))}
      {category === "" && (
        <Button variant="default" onClick={fill} rightSection={<KeyHint combo="Alt+A" />}>
          {t("intake.fill-device")}
        </Button>
      )}
      {same ? (
        <Text size="sm">
          {t("intake.same-fault-as", { number: same.number })}{" "}
          <Button size="compact-sm" variant="subtle" onClick={() => changeDraft({ sameFaultAs: null })}>
            {t("intake.undo")}
          </Button>
        </Text>
      ) : (
        <Button variant="default" onClick={sameFault} rightSection={<KeyHint combo="Alt+S" />}>
          {t("intake.same-fault")}
        </Button>
      )}
    </Stack>
  );
}
