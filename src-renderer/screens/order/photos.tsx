import { Button, FileButton } from "@mantine/core";
import { IconPhotoPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from "react";
import type { OrderPage } from "../../../src-main/domain/order.ts";
import { api, client } from "../../client/client.ts";
import { FilePicture } from "../../components/file-picture.tsx";
import { useCalmKeys } from "../../components/calm-keys.ts";
import { KeyHint } from "../../components/keys.tsx";
import { Panel } from "../../components/panel.tsx";
import { useText } from "../../components/text.tsx";
import { report } from "../../stores/explain.ts";
import { PictureDialog } from "./picture-dialog.tsx";
import { seenOf, useChange } from "./use-change.ts";

/** What `domain` and the picture store can read. */
const ACCEPTED = "image/jpeg,image/png,image/webp";

/** How long a large picture stays in memory after it was last shown, ms. */
const PICTURE_KEPT_MS = 60_000;

const picture = (sha256: string) => ({ ...api.picture.get.queryOptions({ input: { sha256 } }), gcTime: PICTURE_KEPT_MS });

/** Photos of the device: chosen, dropped or pasted; each opens large. */
export function Photos({ page }: { page: OrderPage }): ReactNode {
  const { order } = page;
  const texts = useText();
  const { t } = texts;
  const change = useChange(order.id);
  const [storing, setStoring] = useState<{ done: number; count: number } | null>(null);
  const [shown, setShown] = useState<number | null>(null);
  const last = useRef(Promise.resolve());
  const picker = useRef<HTMLButtonElement>(null);
  const open = order.closedAt === null;

  const add = async (files: readonly File[]): Promise<void> => {
    const stored: string[] = [];
    for (const [index, file] of files.entries()) {
      setStoring({ done: index + 1, count: files.length });
      try {
        stored.push((await client.picture.store({ file })).sha256);
      } catch (error) {
        report(error, texts, () => addNext([file]));
      }
    }
    if (stored.length > 0) await attach(stored);
    setStoring(null);
  };
  const attach = (photos: string[]): Promise<void> =>
    change.send(seenOf(page), (target) => client.order.addPhotos({ ...target, photos }), { adds: true, again: () => void attach(photos) });
  /** One handful after the other. */
  const addNext = (files: readonly File[]): void => {
    if (open && files.length > 0) last.current = last.current.then(() => add(files));
  };

  const onFiles = useEffectEvent((event: Event, files: FileList | undefined) => {
    const pictures = [...(files ?? [])].filter(({ type }) => type.startsWith("image/"));
    if (!open || pictures.length === 0) return;
    event.preventDefault();
    addNext(pictures);
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
  useCalmKeys(open ? [{ combo: "F", label: t("order.photo.add"), run: () => picker.current?.click() }] : []);

  const { photos } = order;
  if (!open && photos.length === 0) return null;
  return (
    <Panel
      title={t("order.photos")}
      actions={
        open && (
          <FileButton accept={ACCEPTED} multiple onChange={addNext}>
            {(props) => (
              <Button
                {...props}
                ref={picker}
                variant="subtle"
                size="compact-sm"
                loading={storing !== null}
                leftSection={<IconPhotoPlus size={18} aria-hidden />}
                rightSection={<KeyHint combo="F" />}
              >
                {t("order.photo.add")}
              </Button>
            )}
          </FileButton>
        )
      }
    >
      {storing && (
        <p className="quiet" role="status">
          {t("order.photo.storing", storing)}
        </p>
      )}
      {photos.length === 0 && !storing && <p className="quiet">{t("order.photo.none")}</p>}
      <div className="photos">
        {photos.map(({ sha256 }, index) => (
          <button
            key={sha256}
            type="button"
            className="photo"
            aria-label={t("order.photo.alt", { index: index + 1, count: photos.length })}
            onClick={() => setShown(index)}
          >
            <Photo sha256={sha256} alt="" />
          </button>
        ))}
      </div>
      {shown !== null && photos[shown] && (
        <PictureDialog
          title={t("order.photo.alt", { index: shown + 1, count: photos.length })}
          onClose={() => setShown(null)}
          onStep={photos.length > 1 ? (step) => setShown((shown + step + photos.length) % photos.length) : undefined}
        >
          <Photo sha256={photos[shown].sha256} alt={t("order.photo.alt", { index: shown + 1, count: photos.length })} />
        </PictureDialog>
      )}
    </Panel>
  );
}

function Photo({ sha256, alt }: { sha256: string; alt: string }): ReactNode {
  const { data } = useQuery(picture(sha256));
  return <FilePicture file={data} alt={alt} />;
}
