import { Anchor, Button, Group, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useLocation } from "wouter";
import { deviceName } from "../../../src-main/domain/devices/device.ts";
import { normaliseClaimCode } from "../../../src-main/domain/orders/claim-code.ts";
import { TO_GIVE_BACK } from "../../../src-main/domain/orders/order-state.ts";
import { api, client } from "../../client/client.ts";
import { wordOr } from "../../components/labels.ts";
import { useText } from "../../components/text.tsx";
import { sentenceOf } from "../../stores/explain.ts";
import { scanned } from "../../stores/scanner.ts";

/** Asks for the slip, and shows what waits to be collected. */
export function FindSlip(): ReactNode {
  const texts = useText();
  const { t } = texts;
  const [, go] = useLocation();
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState<string>();
  const { data } = useQuery(api.order.queue.queryOptions({ input: { states: TO_GIVE_BACK, sort: "age", after: null, limit: 200 } }));

  const open = async (): Promise<void> => {
    if (text.trim() === "") return;
    try {
      const code = await client.order.scan({ text });
      if (code) {
        scanned(code);
        return go(`/handback/${code.orderId}`);
      }
      const [first] = await client.order.find({ text });
      const claimCode = normaliseClaimCode(text);
      if (!first || !claimCode) return setWrong(t("handback.not-found"));
      scanned({ orderId: first.id, number: first.number, claimCode });
    } catch (error) {
      setWrong(sentenceOf(error, texts));
    }
  };

  return (
    <Stack p="md" gap="md" maw={1100}>
      <Title order={1} size="h3">
        {t("handback.title")}
      </Title>
      <Group align="end">
        <TextInput
          flex={1}
          maw={520}
          autoFocus
          data-code=""
          label={t("handback.scan")}
          error={wrong}
          autoComplete="off"
          value={text}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
            setWrong(undefined);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") void open();
          }}
        />
        <Button onClick={() => void open()}>{t("handback.open")}</Button>
      </Group>
      <Title order={2} size="h5">
        {t("handback.waiting")}
      </Title>
      {data?.rows.length === 0 && <Text className="quiet">{t("handback.none-waiting")}</Text>}
      {data && data.rows.length > 0 && (
        <Table verticalSpacing={8} highlightOnHover>
          <Table.Tbody>
            {data.rows.map((row) => (
              <Table.Tr key={row.id}>
                <Table.Td>
                  <Anchor href={`#/handback/${row.id}`} className="number" fw={600}>
                    {row.number}
                  </Anchor>
                </Table.Td>
                <Table.Td>{deviceName(row, wordOr(texts, "category", row.category))}</Table.Td>
                <Table.Td>{row.customer}</Table.Td>
                <Table.Td>{t(`state.${row.state}`)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  );
}
