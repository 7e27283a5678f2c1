import { ActionIcon, Button, FileButton, Group, Modal, Text } from "@mantine/core";
import { IconCamera, IconPhotoPlus, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useContext, useEffect, useEffectEvent, useRef, useState, type ReactNode } from "react";
import { api, client } from "../../client/client.ts";
import { FilePicture } from "../../components/file-picture.tsx";
import { useText } from "../../components/text.tsx";
import { changeDraft, useDraft } from "../../stores/draft.ts";
import { report } from "../../stores/explain.ts";
import { ErrorsContext } from "./fields.tsx";

function Thumbnail({ sha256, onRemove }: { sha256: string; onRemove: () => void }): ReactNode {
  const { t } = useText();
  const { data } = useQuery(api.picture.get.queryOptions({ input: { sha256 } }));
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

/** Pictures of how the device came: dropped, pasted, chosen or taken with the camera. */
export function Photos(): ReactNode {
  const texts = useText();
  const { t } = texts;
  const errors = useContext(ErrorsContext);
  const photos = useDraft(({ form }) => form.photos);
  const [busy, setBusy] = useState(0);
  const [camera, setCamera] = useState(false);

  const store = async (files: readonly File[]): Promise<void> => {
    for (const file of files) {
      setBusy((count) => count + 1);
      try {
        const { sha256 } = await client.picture.store({ file });
        const { form } = useDraft.getState();
        if (!form.photos.includes(sha256)) changeDraft({ photos: [...form.photos, sha256] });
      } catch (error) {
        report(error, texts, () => void store([file]));
      } finally {
        setBusy((count) => count - 1);
      }
    }
  };
  const onFiles = useEffectEvent((event: Event, files: FileList | undefined) => {
    if (!files || files.length === 0) return;
    event.preventDefault();
    void store([...files]);
  });
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => onFiles(event, event.clipboardData?.files);
    const drop = (event: DragEvent): void => onFiles(event, event.dataTransfer?.files);
    const over = (event: DragEvent): void => event.preventDefault();
    window.addEventListener("paste", paste);
    window.addEventListener("drop", drop);
    window.addEventListener("dragover", over);
    return () => {
      window.removeEventListener("paste", paste);
      window.removeEventListener("drop", drop);
      window.removeEventListener("dragover", over);
    };
  }, []);

  return (
    <div style={{ gridColumn: "span 12" }} data-path="photos">
      <Group gap="xs" mt={4}>
        <FileButton accept="image/jpeg,image/png,image/webp" multiple onChange={(files) => void store(files)}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconPhotoPlus size={18} aria-hidden />} loading={busy > 0}>
              {t("intake.add-photos")}
            </Button>
          )}
        </FileButton>
        <Button variant="default" leftSection={<IconCamera size={18} aria-hidden />} onClick={() => setCamera(true)}>
          {t("intake.camera")}
        </Button>
        {photos.length === 0 && (
          <Text size="xs" className="quiet">
            {t("intake.photos-hint")}
          </Text>
        )}
        {photos.map((sha256) => (
          <Thumbnail key={sha256} sha256={sha256} onRemove={() => changeDraft({ photos: photos.filter((other) => other !== sha256) })} />
        ))}
      </Group>
      {errors["photos"] && (
        <Text size="xs" c="red" role="alert">
          {errors["photos"]}
        </Text>
      )}
      {camera && <CameraDialog onClose={() => setCamera(false)} onPicture={(file) => void store([file])} />}
    </div>
  );
}

/** Takes pictures with the bench's camera until it is closed. */
function CameraDialog({ onClose, onPicture }: { onClose: () => void; onPicture: (file: File) => void }): ReactNode {
  const { t } = useText();
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<"starting" | "on" | "none">("starting");
  const [taken, setTaken] = useState(0);
  useEffect(() => {
    let stream: MediaStream | undefined;
    let closed = false;
    navigator.mediaDevices
      ?.getUserMedia({ video: { width: { ideal: 1920 } }, audio: false })
      .then((found) => {
        stream = found;
        if (closed) return found.getTracks().forEach((track) => track.stop());
        if (video.current) video.current.srcObject = found;
        setState("on");
      })
      .catch(() => setState("none"));
    if (!navigator.mediaDevices) setState("none");
    return () => {
      closed = true;
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, []);
  const take = (): void => {
    const from = video.current;
    if (!from || from.videoWidth === 0) return;
    const canvas = document.createElement("canvas");
    canvas.width = from.videoWidth;
    canvas.height = from.videoHeight;
    canvas.getContext("2d")?.drawImage(from, 0, 0);
    canvas.toBlob(
      (blob) => {
        if (!blob) return;
        setTaken((count) => count + 1);
        onPicture(new File([blob], "photo.jpg", { type: "image/jpeg" }));
      },
      "image/jpeg",
      0.9,
    );
  };
  return (
    <Modal opened onClose={onClose} title={t("intake.camera")} size="lg" closeButtonProps={{ "aria-label": t("frame.close") }}>
      {state === "none" ? (
        <Text role="alert">{t("intake.no-camera")}</Text>
      ) : (
        <>
          <video
            ref={video}
            autoPlay
            playsInline
            muted
            style={{ width: "100%", background: "#000", borderRadius: 4 }}
            aria-label={t("intake.camera")}
          />
          <Group mt="sm">
            <Button onClick={take} disabled={state !== "on"} data-autofocus>
              {t("intake.take-photo")}
            </Button>
            <Text aria-live="polite">{taken > 0 && t("intake.photos-taken", { count: taken })}</Text>
          </Group>
        </>
      )}
    </Modal>
  );
}
