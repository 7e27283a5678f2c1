#!/usr/bin/env bash
# cldr-units-full 48.2.0 (the data behind every Intl): units in Kazakh.
# Expected: Kazakh words are written in Cyrillic letters throughout, so that МБ, ампер and акр are found by what a Kazakh keyboard types.
# Seen: 50 patterns mix a Latin letter into a Cyrillic word: "MБ" begins with U+004D, "aмпер" and "aкр" with U+0061, "cантилитр" with
# U+0063. They look right, and compare, search and sort wrong. The Serbian currency names of cldr-numbers-full have 61 such words.
# For Talon: what it writes in Kazakh comes from its own rules (src-main/domain/ground/locale.ts), and no text that Intl gave is a key.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts cldr-units-full@48.2.0
cat > look.mjs <<'JS'
import { readFileSync } from "node:fs";
const mixed = new Map();
const walk = (value, path) => {
  if (typeof value === "string") {
    for (const [word] of value.matchAll(/\p{L}+/gu))
      if (/\p{Script=Latin}/u.test(word) && /\p{Script=Cyrillic}/u.test(word)) mixed.set(`${path.slice(-3).join("/")}: ${word}`, word);
  } else for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key]);
};
walk(JSON.parse(readFileSync("node_modules/cldr-units-full/main/kk/units.json", "utf8")), []);
console.log([...mixed.keys()].join("\n"));
const short = JSON.parse(readFileSync("node_modules/cldr-units-full/main/kk/units.json", "utf8")).main.kk.units.short["digital-megabyte"]["unitPattern-count-other"];
const first = short.codePointAt(short.search(/\p{L}/u)).toString(16);
console.log(`the short megabyte is ${short}, its first letter U+${first.padStart(4, "0")}`);
process.exit(mixed.size === 50 && first === "4d" ? 0 : 1);
JS
node look.mjs
