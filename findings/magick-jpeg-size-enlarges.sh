#!/usr/bin/env bash
# @imagemagick/magick-wasm 0.0.43 (ImageMagick 7 with libjpeg-turbo): the define `jpeg:size`.
# Expected: it is a hint by which a large JPEG is decoded smaller, so that a size beyond the picture's own leaves the picture as it is.
# Seen: a JPEG of 160 x 80 dots comes as 320 x 160 for every larger size: libjpeg's scales reach from 1/8 to 16/8, and the define takes
# the one that fits, enlarging up to twice.
# For Talon: it gives no such hint; pictures are read as they are and shrunk afterwards (src-main/documents/engine/redraw.ts).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @imagemagick/magick-wasm@0.0.43 node@24.21.0
cat > look.mjs <<'JS'
import { readFileSync } from "node:fs";
import { initializeImageMagick, ImageMagick, MagickColors, MagickFormat, MagickImage, MagickReadSettings } from "@imagemagick/magick-wasm";
await initializeImageMagick(readFileSync("node_modules/@imagemagick/magick-wasm/dist/x86/magick.wasm"));
const jpeg = MagickImage.create(MagickColors.Red, 160, 80).write(MagickFormat.Jpeg, (bytes) => new Uint8Array(bytes));
const seen = ["40x20", "160x80", "200x100", "1000x1000"].map((size) => {
  const settings = new MagickReadSettings({ format: MagickFormat.Jpeg });
  settings.setDefine(MagickFormat.Jpeg, "size", size);
  return ImageMagick.read(jpeg, settings, ({ width, height }) => `${size}: ${width} x ${height}`);
});
console.log(seen.join("\n"));
process.exit(seen.at(-1) === "1000x1000: 320 x 160" && seen[0] === "40x20: 40 x 20" ? 0 : 1);
JS
node_modules/.bin/node look.mjs
