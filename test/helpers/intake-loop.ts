// Takes devices in, one after the other, and prints each number as soon as it is acknowledged.
// Arguments: data folder, how many (0: until killed). Begins at a sign on its standard input.
import { writeSync } from "node:fs";
import { openShop } from "../../src-main/app/open-shop.ts";
import { intakeDevice } from "../../src-main/usecases/orders/intake-device.ts";
import { openNamedBench } from "../../src-main/usecases/people/set-up-shop.ts";
import { CASES } from "./intake-cases.ts";

const [folder = "", count = "0"] = process.argv.slice(2);
const { shop, close } = openShop(folder, { home: { country: "KZ", timeZone: "Asia/Almaty" } });
const benchId = openNamedBench(shop, `bench ${process.pid}`);
writeSync(1, "ready\n");
const pause = new Int32Array(new SharedArrayBuffer(4));
process.stdin.once("data", () => {
  for (let done = 0; count === "0" || done < Number(count); done++) {
    // Past Node's buffers: what is printed is acknowledged, whatever happens to this program next.
    writeSync(1, `${intakeDevice({ ...shop, print: () => undefined }, CASES["robot-vacuum-ru"], { personId: null, benchId }).order.number}\n`);
    // Lets its neighbours come in between.
    Atomics.wait(pause, 0, 0, 2);
  }
  close();
  process.stdin.destroy();
});
