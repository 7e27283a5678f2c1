import type { Session, WebContents } from "electron";
import { isOurs } from "./screens.ts";

/** Addresses outside this PC's own files. */
const REMOTE = ["http://*/*", "https://*/*", "ws://*/*", "wss://*/*"];

/**
 * Shuts a session off from the network and from every permission but the camera for our own screens, which take photos of devices.
 */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const kinds = "mediaTypes" in details ? (details.mediaTypes ?? []) : [];
    answer(permission === "media" && isOurs(details.requestingUrl) && kinds.length > 0 && kinds.every((kind) => kind === "video"));
  });
  session.setPermissionCheckHandler(
    (_contents, permission, origin, { mediaType }) => permission === "media" && mediaType === "video" && isOurs(`${origin}/`),
  );
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest({ urls: REMOTE }, (_details, answer) => answer({ cancel: true }));
}

/** Keeps a page on our own screens: a reload is the only way to go, and no second window opens. */
export function lockNavigation(contents: WebContents): void {
  contents.on("will-navigate", (event) => {
    if (!isOurs(event.url)) event.preventDefault();
  });
  contents.on("will-frame-navigate", (event) => {
    if (!event.isMainFrame || !isOurs(event.url)) event.preventDefault();
  });
  contents.on("will-redirect", (event) => event.preventDefault());
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
}
