import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Dialog } from "../../components/dialog.tsx";
import { useText } from "../../components/text.tsx";

type PictureDialogProps = {
  readonly title: string;
  readonly onClose: () => void;
  /** Missing where there is only one picture. */
  readonly onStep?: (step: 1 | -1) => void;
  readonly actions?: ReactNode;
  /** A page is shown wide enough to be read and scrolls; anything else fits the window. */
  readonly readable?: boolean;
  readonly children: ReactNode;
};

/** A picture as large as the window allows; the arrow keys lead to its neighbours. */
export function PictureDialog({ title, onClose, onStep, actions, readable, children }: PictureDialogProps): ReactNode {
  const { t } = useText();
  return (
    <Dialog
      title={title}
      onClose={onClose}
      size="auto"
      onKeyDown={({ key }) => {
        if (key === "ArrowRight") onStep?.(1);
        if (key === "ArrowLeft") onStep?.(-1);
      }}
    >
      {actions && <div className="form-row">{actions}</div>}
      <div className="picture-dialog">
        {onStep && (
          <ActionIcon aria-label={t("order.photo.previous")} onClick={() => onStep(-1)}>
            <IconChevronLeft aria-hidden />
          </ActionIcon>
        )}
        <div
          className="picture-large"
          data-readable={readable || undefined}
          tabIndex={readable ? 0 : undefined}
          role={readable ? "region" : undefined}
          aria-label={readable ? title : undefined}
        >
          {children}
        </div>
        {onStep && (
          <ActionIcon aria-label={t("order.photo.next")} onClick={() => onStep(1)} data-autofocus>
            <IconChevronRight aria-hidden />
          </ActionIcon>
        )}
      </div>
    </Dialog>
  );
}
