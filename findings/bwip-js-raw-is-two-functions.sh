#!/usr/bin/env bash
# bwip-js 4.11.4: `raw`, as a named import and as a property of the default one.
# Expected: `import { raw } from "bwip-js/node"` is the `raw` of `import bwip from "bwip-js/node"`, which gives a symbol as data: the type
# files declare `raw(bcid, text, opts)` for both, so TypeScript takes either.
# Seen: two functions. The named one is the encoder of the symbology that is called "raw" and throws "bar code text not specified" for the
# very call that the default one answers.
# For Talon: tests and papers take `raw` from the default export (src-main/documents/labels/barcode.ts).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund bwip-js@4.11.4 typescript@5.9.3 @types/node@24.10.1 node@24.21.0
cat > look.mts <<'TS'
import bwip, { raw } from "bwip-js/node";
const told = (call: typeof raw): string => {
  try {
    return `${(call("ean13", "9521234543213", "") as readonly object[]).length} symbol`;
  } catch (error) {
    return String(error);
  }
};
console.log(`default: ${told(bwip.raw)}\nnamed: ${told(raw)}`);
process.exit(told(bwip.raw) === "1 symbol" && told(raw).includes("not specified") ? 0 : 1);
TS
node_modules/.bin/tsc --module nodenext --target es2022 --strict look.mts
echo "TypeScript takes both"
node_modules/.bin/node look.mjs
