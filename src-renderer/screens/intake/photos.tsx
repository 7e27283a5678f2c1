import { ActionIcon, Group, Text } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { pictureQuery } from "../../client/picture.ts";
import { FilePicture } from "../../components/file-picture.tsx";
import { useFieldProps } from "../../components/path-field.tsx";
import { PhotoSource } from "../../components/photo-source.tsx";
import { useText } from "../../components/text.tsx";
import { changeDraft, useDraft } from "../../stores/draft.ts";
import { report } from "../../stores/explain.ts";
import { storePhotos } from "../../stores/photo.ts";

function Thumbnail({ sha256, onRemove }: { sha256: string; onRemove: () => void }): ReactNode {
  const { t } = useText();
  const { data } = useQuery(pictureQuery(sha256, "small"));
  return (
    <div style={{ position: "relative" }}>
      <FilePicture file={data} alt={t("intake.photo")} style={{ width: 84, height: 64, objectFit: "cover", borderRadius: 4 }} />
      <ActionIcon
        size={32}
        variant="filled"
        color="dark"
        aria-label={t("intake.remove-photo")}
        onClick={onRemove}
        style={{ position: "absolute", top: 2, right: 2 }}
      >
        <IconX size={18} aria-hidden />
      </ActionIcon>
    </div>
  );
}

/** Pictures of how the device came. */
export function Photos(): ReactNode {
  const texts = useText();
  const { t } = texts;
  const { error, style } = useFieldProps({ path: "photos", label: t("photo.add"), span: 12 });
  const photos = useDraft(({ form }) => form.photos);
  const [busy, setBusy] = useState(0);

  const store = async (files: readonly File[]): Promise<void> => {
    setBusy((count) => count + 1);
    await storePhotos(files, {
      stored: (sha256) => {
        const { form } = useDraft.getState();
        if (!form.photos.includes(sha256)) changeDraft({ photos: [...form.photos, sha256] });
      },
      failed: (failure, file) => report(failure, texts, () => void store([file])),
    });
    setBusy((count) => count - 1);
  };

  return (
    <div style={style} data-path="photos">
      <Group gap="xs" mt={4}>
        <PhotoSource busy={busy > 0} onPictures={(files) => void store(files)} />
        {photos.length === 0 && (
          <Text size="xs" className="quiet">
            {t("intake.photos-hint")}
          </Text>
        )}
        {photos.map((sha256) => (
          <Thumbnail key={sha256} sha256={sha256} onRemove={() => changeDraft({ photos: photos.filter((other) => other !== sha256) })} />
        ))}
      </Group>
      {error && (
        <Text size="xs" c="red" role="alert">
          {error}
        </Text>
      )}
    </div>
  );
}
