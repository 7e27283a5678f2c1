// Takes devices in and prints their papers until it is killed; prints the number of each as soon as it is acknowledged.
// Arguments: data folder, how many devices (then it waits until nothing is left to print, and ends).
import { writeSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { openShop } from "../../src-main/app/open-shop.ts";
import { intakeDevice } from "../../src-main/usecases/orders/intake-device.ts";
import { readUnfinishedJobs } from "../../src-main/usecases/printing/print-paper.ts";
import { openNamedBench } from "../../src-main/usecases/people/set-up-shop.ts";
import { CASES } from "./intake-cases.ts";

const [folder = "", count = "0"] = process.argv.slice(2);
const { shop, spooler, close } = openShop(folder, { home: { country: "KZ", timeZone: "Asia/Almaty" } });
const caller = { personId: null, benchId: openNamedBench(shop, "chaos") };
writeSync(1, "ready\n");
spooler.wake();
for (let done = 0; done < Number(count); done++) {
  // Past Node's buffers: what is printed is acknowledged, whatever happens to this program next.
  writeSync(1, `${intakeDevice(shop, CASES["phone-en"], caller).order.number}\n`);
  await pause(30);
}
while (readUnfinishedJobs(shop).some(({ state }) => state === "queued" || state === "sending")) await pause(20);
await spooler.idle();
close();
