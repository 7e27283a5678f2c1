/**
 * No script but our own files. Styles may stand in elements, as the component library sets sizes there; pictures and papers come as blobs.
 * `frame-src blob:` shows a paper's PDF for printing.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src blob:",
  "media-src blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** What every answer of ours carries, whether a browser or a window of our own reads it. */
export const HEADERS = {
  "Content-Security-Policy": CONTENT_SECURITY_POLICY,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": [
    "camera=(self)",
    ...["microphone", "geolocation", "usb", "serial", "hid", "bluetooth", "midi", "payment", "display-capture", "clipboard-read"].map(
      (feature) => `${feature}=()`,
    ),
  ].join(", "),
};
