import { Button, FileButton, Group, Input, Text } from "@mantine/core";
import { useId, useState, type ReactNode } from "react";
import { FilePicture } from "./file-picture.tsx";
import { useText } from "./text.tsx";

type LogoFieldProps = {
  /** Whether there is a logo; `file` may still be on its way. */
  readonly chosen: boolean;
  readonly file: Blob | undefined;
  readonly onFile: (file: File) => void;
  readonly onRemove: () => void;
  readonly error?: string;
};

/** The shop's logo: chosen from a file or dropped, shown as it will stand on papers. */
export function LogoField({ chosen, file, onFile, onRemove, error }: LogoFieldProps): ReactNode {
  const { t } = useText();
  const [over, setOver] = useState(false);
  const id = useId();
  return (
    <Input.Wrapper label={t("shop.logo")} labelElement="div" error={error} labelProps={{ id }}>
      <Group
        role="group"
        aria-labelledby={id}
        gap="sm"
        p="xs"
        style={{ border: `1px dashed var(${over ? "--mantine-primary-color-filled" : "--line"})`, borderRadius: 4 }}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          const dropped = event.dataTransfer.files[0];
          if (dropped) onFile(dropped);
        }}
      >
        {chosen && (
          // White as the paper: a logo with a transparent ground must be judged on it, in dark screens too.
          <div style={{ background: "#fff", padding: 4, borderRadius: 2 }}>
            <FilePicture file={file} alt={t("shop.logo")} style={{ height: 40, width: "auto", maxWidth: 160, minWidth: 40, objectFit: "contain" }} />
          </div>
        )}
        <FileButton accept="image/png,image/jpeg,image/webp,image/heic,image/heif,.heic,.heif" onChange={(picked) => picked && onFile(picked)}>
          {({ onClick }) => (
            <Button variant="default" onClick={onClick} aria-invalid={error ? true : undefined}>
              {t("shop.logo.choose")}
            </Button>
          )}
        </FileButton>
        {chosen ? (
          <Button variant="subtle" onClick={onRemove}>
            {t("shop.logo.remove")}
          </Button>
        ) : (
          <Text size="xs" c="var(--quiet)">
            {t("shop.logo.drop")}
          </Text>
        )}
      </Group>
    </Input.Wrapper>
  );
}
