import { storePicture } from "../client/picture.ts";

/** Stores a picture that papers can print as the shop's logo. @returns its SHA-256, or null where papers cannot print its kind @throws the call's error */
export async function storeLogo(file: File): Promise<string | null> {
  const { sha256, mime } = await storePicture(file);
  return mime === "image/png" || mime === "image/jpeg" ? sha256 : null;
}
