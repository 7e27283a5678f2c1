import { Button, Stack, Text, Title } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { useText } from "../components/text.tsx";

function Apology({ onAgain }: { onAgain: () => void }): ReactNode {
  const { t } = useText();
  return (
    <Stack p="xl" maw={640} role="alert">
      <Title order={2}>{t("apology.title")}</Title>
      <Text>{t("apology.text")}</Text>
      <Button onClick={onAgain} w="fit-content" autoFocus>
        {t("apology.again")}
      </Button>
    </Stack>
  );
}

/** Shows an apology in the place of a screen that broke; what was stored stays stored. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? <Apology onAgain={() => this.setState({ broken: false })} /> : this.props.children;
  }
}
