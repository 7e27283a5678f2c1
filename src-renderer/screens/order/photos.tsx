import { useQuery } from "@tanstack/react-query";
import { useRef, useState, type ReactNode } from "react";
import type { OrderPage } from "../../../src-main/domain/orders/order.ts";
import type { PhotoSize } from "../../../src-main/domain/pictures/picture.ts";
import { client } from "../../client/client.ts";
import { pictureQuery } from "../../client/picture.ts";
import { useCalmKeys } from "../../components/calm-keys.ts";
import { FilePicture } from "../../components/file-picture.tsx";
import { Panel } from "../../components/panel.tsx";
import { PhotoSource } from "../../components/photo-source.tsx";
import { useText } from "../../components/text.tsx";
import { report } from "../../stores/explain.ts";
import { storePhotos } from "../../stores/photo.ts";
import { PictureDialog } from "./picture-dialog.tsx";
import { seenOf, useChange } from "./use-change.ts";

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
    await storePhotos(files, {
      began: (index) => setStoring({ done: index + 1, count: files.length }),
      stored: (sha256) => stored.push(sha256),
      failed: (error, file) => report(error, texts, () => addNext([file])),
    });
    if (stored.length > 0) await attach(stored);
    setStoring(null);
  };
  const attach = (photos: string[]): Promise<void> =>
    change.send(seenOf(page), (target) => client.order.addPhotos({ ...target, photos }), { adds: true, again: () => void attach(photos) });
  /** One handful after the other. */
  const addNext = (files: readonly File[]): void => {
    if (open && files.length > 0) last.current = last.current.then(() => add(files));
  };

  useCalmKeys(open ? [{ combo: "F", label: t("photo.add"), run: () => picker.current?.click() }] : []);

  const { photos } = order;
  if (!open && photos.length === 0) return null;
  return (
    <Panel
      title={t("order.photos")}
      actions={open && <PhotoSource compact combo="F" pickerRef={picker} busy={storing !== null} onPictures={addNext} />}
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
            <Photo sha256={sha256} size="small" alt="" />
          </button>
        ))}
      </div>
      {shown !== null && photos[shown] && (
        <PictureDialog
          title={t("order.photo.alt", { index: shown + 1, count: photos.length })}
          onClose={() => setShown(null)}
          onStep={photos.length > 1 ? (step) => setShown((shown + step + photos.length) % photos.length) : undefined}
        >
          <Photo sha256={photos[shown].sha256} size="full" alt={t("order.photo.alt", { index: shown + 1, count: photos.length })} />
        </PictureDialog>
      )}
    </Panel>
  );
}

function Photo({ sha256, size, alt }: { sha256: string; size: PhotoSize; alt: string }): ReactNode {
  const { data } = useQuery(pictureQuery(sha256, size));
  return <FilePicture file={data} alt={alt} />;
}
