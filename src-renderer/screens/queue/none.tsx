import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { KeyHint } from "../../components/keys.tsx";
import { useText } from "../../components/text.tsx";

/** Stands where no order is: the shop is empty, or the filters let none through. */
export function None({ shopIsEmpty, onIntake, onClear }: { shopIsEmpty: boolean; onIntake: () => void; onClear: () => void }): ReactNode {
  const { t } = useText();
  return (
    <div className="queue-none" role="status">
      <p>{shopIsEmpty ? t("queue.empty") : t("queue.no-hits")}</p>
      {shopIsEmpty ? (
        <Button onClick={onIntake} rightSection={<KeyHint combo="Alt+1" />}>
          {t("queue.empty.intake")}
        </Button>
      ) : (
        <Button variant="default" onClick={onClear} rightSection={<KeyHint combo="Esc" />}>
          {t("queue.clear")}
        </Button>
      )}
    </div>
  );
}
