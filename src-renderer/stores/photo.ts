import { THUMBNAIL_SIDE } from "../../src-main/domain/pictures/picture.ts";
import { storePicture } from "../client/picture.ts";

type PhotoWatch = {
  /** The picture at this place of the list is on its way. */
  readonly began?: (index: number) => void;
  readonly stored: (sha256: string) => void;
  readonly failed: (error: unknown, file: File) => void;
};

let last = Promise.resolve();

/** Stores pictures one after the other, however many handfuls come at once: a large one fills much memory while it is made small. */
export function storePhotos(files: readonly File[], watch: PhotoWatch): Promise<void> {
  last = last.then(async () => {
    for (const [index, file] of files.entries()) {
      watch.began?.(index);
      try {
        const { sha256 } = await storePicture(file, await thumbnailOf(file));
        watch.stored(sha256);
      } catch (error) {
        watch.failed(error, file);
      }
    }
  });
  return last;
}

/** Makes the small picture of a photo, upright and on white; undefined where it is small itself, or cannot be read here. */
async function thumbnailOf(file: File): Promise<File | undefined> {
  try {
    const photo = await createImageBitmap(file);
    const scale = THUMBNAIL_SIDE / Math.max(photo.width, photo.height);
    const small = scale < 1 && drawn(photo, Math.max(1, Math.round(photo.width * scale)), Math.max(1, Math.round(photo.height * scale)));
    photo.close();
    return small ? new File([await small.convertToBlob({ type: "image/jpeg", quality: 0.8 })], "thumbnail.jpg", { type: "image/jpeg" }) : undefined;
  } catch {
    // Main judges what a picture is; one without a small picture is shown as it is.
    return undefined;
  }
}

function drawn(photo: ImageBitmap, width: number, height: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d")!;
  context.imageSmoothingQuality = "high";
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.drawImage(photo, 0, 0, width, height);
  return canvas;
}
