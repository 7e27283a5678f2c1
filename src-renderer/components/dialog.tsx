import { Modal, type ModalProps } from "@mantine/core";
import { useEffect, useState, type KeyboardEventHandler, type ReactNode } from "react";
import { useText } from "./text.tsx";

type DialogProps = {
  readonly title: string;
  readonly onClose: () => void;
  readonly size?: ModalProps["size"];
  /** Keys of the dialog, wherever in it the focus is. */
  readonly onKeyDown?: KeyboardEventHandler;
  readonly children: ReactNode;
};

/** A dialog that is there while it is mounted, closed by Esc; the focus goes back to where it was. */
export function Dialog({ title, onClose, size, onKeyDown, children }: DialogProps): ReactNode {
  const { t } = useText();
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    },
    [before],
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      centered
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ "aria-label": t("frame.close") }}
      // Mantine makes a header element of it, which would be a second banner of the page.
      attributes={{ header: { role: "presentation" } }}
    >
      <div onKeyDown={onKeyDown} style={{ padding: 4 }}>
        {children}
      </div>
    </Modal>
  );
}
