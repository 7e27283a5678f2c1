import { SIGNATURE_BOX, SIGNATURE_PATTERN } from "../../domain/orders/order.ts";

/** Ink of a signature as an SVG picture; empty where there is none or it is no path data. */
export function signatureSvg(path: string | null): string {
  if (path === null || !SIGNATURE_PATTERN.test(path)) return "";
  const { width, height } = SIGNATURE_BOX;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><path d="${path}" fill="none" stroke="#000" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
}
