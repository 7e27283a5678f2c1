import { Button, FileButton, Group, Text } from "@mantine/core";
import { IconCamera, IconPhotoPlus } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useRef, useState, type ReactNode, type Ref } from "react";
import { Dialog } from "./dialog.tsx";
import { KeyHint } from "./keys.tsx";
import { useText } from "./text.tsx";

/** What the store of pictures can read. */
const ACCEPTED = "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic,.heif";

type PhotoSourceProps = {
  readonly onPictures: (files: readonly File[]) => void;
  /** Whether pictures are on their way. */
  readonly busy: boolean;
  /** Small buttons, for the head of a panel. */
  readonly compact?: boolean;
  /** The key that opens the choice of files, and the button that it presses. */
  readonly combo?: string;
  readonly pickerRef?: Ref<HTMLButtonElement>;
};

/** The ways in which pictures come: chosen as files, taken with the camera, dropped or pasted anywhere on the screen. */
export function PhotoSource({ onPictures, busy, compact = false, combo, pickerRef }: PhotoSourceProps): ReactNode {
  const { t } = useText();
  const [camera, setCamera] = useState(false);
  useDroppedFiles(onPictures);
  const look = compact ? ({ variant: "subtle", size: "compact-sm" } as const) : ({ variant: "default" } as const);
  return (
    <>
      <FileButton accept={ACCEPTED} multiple onChange={onPictures}>
        {(props) => (
          <Button
            {...props}
            {...look}
            ref={pickerRef}
            loading={busy}
            leftSection={<IconPhotoPlus size={18} aria-hidden />}
            rightSection={combo && <KeyHint combo={combo} />}
          >
            {t("photo.add")}
          </Button>
        )}
      </FileButton>
      <Button {...look} leftSection={<IconCamera size={18} aria-hidden />} onClick={() => setCamera(true)}>
        {t("photo.camera")}
      </Button>
      {camera && <CameraDialog onClose={() => setCamera(false)} onPicture={(file) => onPictures([file])} />}
    </>
  );
}

/** Takes files that are dropped or pasted anywhere; text stays what it is, even where a picture of it comes along. */
function useDroppedFiles(take: (files: readonly File[]) => void): void {
  const onFiles = useEffectEvent((event: Event, { files, types }: DataTransfer) => {
    if (files.length === 0 || types.includes("text/plain")) return;
    event.preventDefault();
    take([...files]);
  });
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => void (event.clipboardData && onFiles(event, event.clipboardData));
    const drop = (event: DragEvent): void => void (event.dataTransfer && onFiles(event, event.dataTransfer));
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
    <Dialog title={t("photo.camera")} onClose={onClose} size="lg">
      {state === "none" ? (
        <Text role="alert">{t("photo.no-camera")}</Text>
      ) : (
        <>
          <video
            ref={video}
            autoPlay
            playsInline
            muted
            style={{ width: "100%", background: "#000", borderRadius: 4 }}
            aria-label={t("photo.camera")}
          />
          <Group mt="sm">
            {/* Not disabled while the camera starts: then nothing in the dialog would get the focus. */}
            <Button onClick={take} aria-disabled={state !== "on"} data-autofocus>
              {t("photo.take")}
            </Button>
            <Text aria-live="polite">{taken > 0 && t("photo.taken", { count: taken })}</Text>
          </Group>
        </>
      )}
    </Dialog>
  );
}
