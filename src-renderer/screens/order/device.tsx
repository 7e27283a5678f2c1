import { Anchor, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { formatDay, isoDateAt } from "../../../src-main/domain/ground/date.ts";
import type { Order } from "../../../src-main/domain/orders/order.ts";
import { deviceName } from "../../../src-main/domain/devices/device.ts";
import { api } from "../../client/client.ts";
import { FactList } from "../../components/fact-list.tsx";
import { KeyHint } from "../../components/keys.tsx";
import { wordOr } from "../../components/labels.ts";
import { Pill } from "../../components/pill.tsx";
import { Panel } from "../../components/panel.tsx";
import { useText } from "../../components/text.tsx";
import { useTimeZone } from "../../stores/session.ts";
import { Passcode } from "./passcode.tsx";

/** The unit: what it is, how it is told apart, how old it is, and whether it was here before. */
export function Device({ order, onCorrect }: { readonly order: Order; readonly onCorrect: () => void }): ReactNode {
  const texts = useText();
  const { t, language } = texts;
  const { device } = order;
  const category = wordOr(texts, "category", device.category);
  const name = deviceName(device, category);
  const day = (iso: string | null): string => (iso === null ? "" : formatDay(iso, language));
  const proofs = order.proofs.map((proof) => {
    const word = wordOr(texts, "proof", proof);
    return proof === "warranty-card" && order.warrantyCardStamped ? t("paper.proof.stamped", { proof: word }) : word;
  });
  return (
    <Panel
      title={t("paper.device")}
      actions={
        <Button variant="subtle" size="compact-sm" onClick={onCorrect} rightSection={<KeyHint combo="D" />}>
          {t("order.edit")}
        </Button>
      }
    >
      <p className="panel-lead">{name}</p>
      <FactList
        facts={[
          [t("order.category"), name === category ? "" : category],
          [t("paper.colour"), device.colour],
          [t("paper.serial"), device.serial],
          [t("paper.imei"), [device.imei, device.imei2].filter(Boolean).join(" / ")],
          [t("paper.body-code"), device.bodyCode],
          [t("paper.purchased"), day(device.purchasedOn)],
          [t("paper.received-on"), day(device.receivedOn)],
          [t("paper.manufactured"), day(device.manufacturedOn)],
          [t("paper.seller"), device.seller],
          [t("paper.proofs"), proofs.join(", ")],
          [t("paper.passcode"), <Passcode key="passcode" order={order} />],
        ]}
      />
      <Before order={order} />
    </Panel>
  );
}

/** Earlier stays of the same unit, with what became of them. */
function Before({ order }: { order: Order }): ReactNode {
  const texts = useText();
  const { t, language } = texts;
  const zone = useTimeZone();
  const { data: stays } = useQuery(api.known.stays.queryOptions({ input: { deviceId: order.deviceId } }));
  const others = stays?.filter(({ orderId }) => orderId !== order.id) ?? [];
  if (others.length === 0) return null;
  const earlier = others.filter(({ receivedAt }) => receivedAt < order.receivedAt).length;
  return (
    <div className="before">
      <h3>
        <Pill tone={earlier > 0 && order.closedAt === null ? "today" : "plain"}>
          {earlier > 0 ? t("order.before", { count: earlier }) : t("order.again-later")}
        </Pill>
      </h3>
      <ul>
        {others.map((stay) => (
          <li key={stay.orderId}>
            <Anchor href={`#/order/${stay.orderId}`} className="number" underline="always">
              {stay.number}
            </Anchor>{" "}
            <span className="number quiet">{formatDay(isoDateAt(stay.receivedAt, zone), language)}</span> · {t(`state.${stay.state}`)}
            <div className="quiet clipped" title={stay.fault}>
              {[stay.fault, stay.outcome && wordOr(texts, "paper.outcome", stay.outcome)].filter(Boolean).join(" → ")}
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
