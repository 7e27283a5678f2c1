// Serves a shop until it is killed; prints its address. Arguments: data folder, folder of the screens.
import { writeSync } from "node:fs";
import { openHost } from "../../src-main/app/host.ts";
import { FAST_PINS } from "./open-test-shop.ts";

const [folder = "", screens = ""] = process.argv.slice(2);
const { url } = await openHost(folder, { port: 0, screens, home: { country: "KZ", timeZone: "Asia/Almaty" }, ...FAST_PINS });
writeSync(1, `${url}\n`);
