import { Alert, Button, Group } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useText } from "../components/text.tsx";
import { dismiss, useTray } from "../stores/tray.ts";

/** News at the foot of the screen, read aloud as they come. */
export function Tray(): ReactNode {
  const { t } = useText();
  const messages = useTray((state) => state.messages);
  return (
    <div className="tray" role="status" aria-live="polite">
      {messages.map((message) => (
        <Alert
          key={message.id}
          color={message.tone === "bad" ? "red" : "#237a36"}
          variant="filled"
          icon={message.tone === "bad" ? <IconAlertTriangle aria-hidden /> : <IconCheck aria-hidden />}
          withCloseButton
          closeButtonLabel={t("frame.dismiss")}
          onClose={() => dismiss(message.id)}
        >
          <Group gap="sm">
            {message.text}
            {message.again && (
              <Button
                size="xs"
                variant="white"
                onClick={() => {
                  dismiss(message.id);
                  message.again?.();
                }}
              >
                {t("frame.retry")}
              </Button>
            )}
          </Group>
        </Alert>
      ))}
    </div>
  );
}
