import type { Bitmap } from "../../src-main/domain/printing/bitmap.ts";

/** Brightness of dots, 0 to 255, row by row. */
export type Grey = { readonly width: number; readonly height: number; readonly values: Uint8Array };

/** Dots as a camera sees them, each as `zoom` × `zoom` pixels or, at a zoom of ½, two by two as one; with white all around. */
export function seen({ width, height, rows }: Bitmap, zoom: number, margin: number): Grey {
  const stride = Math.ceil(width / 8);
  const [wide, tall] = [Math.ceil(width * zoom) + 2 * margin, Math.ceil(height * zoom) + 2 * margin];
  const values = new Uint8Array(wide * tall).fill(255);
  const finer = Math.max(zoom, 1);
  const share = 255 * Math.min(zoom, 1) ** 2;
  for (let y = 0; y < height * finer; y++)
    for (let x = 0; x < width * finer; x++) {
      const [column, row] = [Math.floor(x / finer), Math.floor(y / finer)];
      if (rows[row * stride + (column >> 3)]! & (0x80 >> (column & 7)))
        values[(Math.floor((y * zoom) / finer) + margin) * wide + Math.floor((x * zoom) / finer) + margin]! -= share;
    }
  return { width: wide, height: tall, values };
}

/** A blur, each dot the mean of those around it. @param radius dots */
export function blurred({ width, height, values }: Grey, radius: number): Grey {
  const pass = (from: Uint8Array, across: boolean): Uint8Array => {
    const to = new Uint8Array(from.length);
    const [length, lines, step, jump] = across ? [width, height, 1, width] : [height, width, width, 1];
    for (let line = 0; line < lines; line++) {
      const at = (index: number): number => from[line * jump + Math.max(0, Math.min(length - 1, index)) * step]!;
      let sum = 0;
      for (let index = -radius; index <= radius; index++) sum += at(index);
      for (let index = 0; index < length; index++) {
        to[line * jump + index * step] = sum / (2 * radius + 1);
        sum += at(index + radius + 1) - at(index - radius);
      }
    }
    return to;
  };
  return { width, height, values: pass(pass(values, true), false) };
}

/** Noise whose spread is that share of the way from black to white. @param random 0 to 1 */
export function noisy({ width, height, values }: Grey, share: number, random: () => number): Grey {
  // The sum of three even chances is nearly a normal one of spread ½.
  const noise = (): number => (random() + random() + random() - 1.5) * 2 * share * 255;
  return { width, height, values: values.map((value) => Math.max(0, Math.min(255, value + noise()))) };
}

/** Turned around its middle. @param degrees clockwise */
export function turned({ width, height, values }: Grey, degrees: number): Grey {
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  const to = new Uint8Array(values.length).fill(255);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [dx, dy] = [x - width / 2, y - height / 2];
      const [fromX, fromY] = [width / 2 + dx * cos + dy * sin, height / 2 - dx * sin + dy * cos];
      const [left, top] = [Math.floor(fromX), Math.floor(fromY)];
      if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) continue;
      const at = top * width + left;
      const [right, below] = [fromX - left, fromY - top];
      const upper = values[at]! * (1 - right) + values[at + 1]! * right;
      const lower = values[at + width]! * (1 - right) + values[at + width + 1]! * right;
      to[y * width + x] = upper * (1 - below) + lower * below;
    }
  return { width, height, values: to };
}
