import { Button, FileButton } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { useRef, useState, type ReactNode } from "react";
import type { PolicySummary } from "../../../../src-main/domain/warranty/shop-policy.ts";
import { client } from "../../../client/client.ts";
import { useCalmKeys } from "../../../components/calm-keys.ts";
import { KeyHint } from "../../../components/keys.tsx";
import { useText } from "../../../components/text.tsx";
import { report } from "../../../stores/explain.ts";
import { tell } from "../../../stores/tray.ts";
import { faultsOf, problemsIn, type Fault } from "./problems.ts";
import { useFreshPolicies } from "./use-policies.ts";

/** A file that was read: whether it may come in is asked where the shop has a policy of its id already. */
type Incoming = { readonly file: string; readonly text: string; readonly id: string; readonly over: PolicySummary | undefined };
type Refused = { readonly file: string; readonly faults: readonly Fault[] };

const MOST_FAULTS = 20;

const idOf = (data: unknown): string => {
  const id = (data as { readonly id?: unknown } | null)?.id;
  return typeof id === "string" ? id : "";
};

/** Takes a policy in from a file. A file with anything wrong in it is refused with the places, and nothing changes. */
export function ImportPolicy({ policies }: { readonly policies: readonly PolicySummary[] }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const refresh = useFreshPolicies();
  const button = useRef<HTMLButtonElement>(null);
  const resetFile = useRef<() => void>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const [incoming, setIncoming] = useState<Incoming | null>(null);
  useCalmKeys([{ combo: "I", label: t("policies.import"), run: () => button.current?.click() }]);

  const close = (): void => {
    setIncoming(null);
    setRefused(null);
    // What had the focus is gone.
    button.current?.focus();
  };
  const save = async ({ text, over, id }: Incoming): Promise<void> => {
    const { version } = await client.policy.save({ text, basedOn: over?.version ?? 0 });
    close();
    tell({ tone: "good", text: t("policies.imported", { id, version }) });
    await refresh();
  };
  const attempt = async (file: string, data: unknown, run: () => Promise<void>): Promise<void> => {
    try {
      await run();
    } catch (error) {
      const problems = problemsIn(error);
      setIncoming(null);
      if (problems) setRefused({ file, faults: faultsOf(problems, data, texts) });
      else report(error, texts, () => void attempt(file, data, run));
    }
  };
  const read = async (file: File | null): Promise<void> => {
    if (!file) return;
    setRefused(null);
    setIncoming(null);
    const text = await file.text();
    resetFile.current?.();
    const data = jsonIn(text);
    if (data === undefined) return setRefused({ file: file.name, faults: [{ field: "", sentence: t("error.file.not-json", { text: file.name }) }] });
    const id = idOf(data);
    const found = { file: file.name, text, id, over: policies.find((policy) => policy.id === id) };
    await attempt(file.name, data, async () => {
      await client.policy.tryCase({ text, case: { policy: id || "-", today: "2026-01-01", request: "repair" } });
      if (found.over) setIncoming(found);
      else await save(found);
    });
  };
  return (
    <div className="policies-import">
      <FileButton accept="application/json,.json" resetRef={resetFile} onChange={(file) => void read(file)}>
        {({ onClick }) => (
          <Button
            ref={button}
            variant="default"
            leftSection={<IconFileImport size={18} aria-hidden />}
            rightSection={<KeyHint combo="I" />}
            onClick={onClick}
          >
            {t("policies.import")}
          </Button>
        )}
      </FileButton>
      {incoming?.over && (
        <div role="alert" className="policies-news">
          <p>{t("policies.import.over", { id: incoming.id, version: incoming.over.version, next: incoming.over.version + 1 })}</p>
          <Button autoFocus onClick={() => void attempt(incoming.file, null, () => save(incoming))}>
            {t("policies.import.save", { next: incoming.over.version + 1 })}
          </Button>
          <Button variant="subtle" onClick={close}>
            {t("policies.import.leave")}
          </Button>
        </div>
      )}
      {refused && <RefusedFile refused={refused} onClose={close} />}
    </div>
  );
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return undefined;
  }
}

function RefusedFile({ refused: { file, faults }, onClose }: { readonly refused: Refused; readonly onClose: () => void }): ReactNode {
  const { t } = useText();
  return (
    <div role="alert" className="policies-news" data-testid="refused">
      <p>
        <strong>{t("policies.import.refused", { file })}</strong>
      </p>
      <ul>
        {faults.slice(0, MOST_FAULTS).map(({ field, sentence }) => (
          <li key={`${field} ${sentence}`}>
            {field !== "" && <code>{field}</code>} {sentence}
          </li>
        ))}
      </ul>
      {faults.length > MOST_FAULTS && <p className="quiet">{t("policies.and-more", { count: faults.length - MOST_FAULTS })}</p>}
      <Button variant="subtle" onClick={onClose}>
        {t("frame.close")}
      </Button>
    </div>
  );
}
