import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MessagePortMain } from "electron";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openShop, type OpenShop } from "../../src-main/app/open-shop.ts";
import { shopSettings } from "../../src-main/contract/shop/shop.ts";
import { serveWindowPort } from "../../src-main/transports/window-port.ts";
import { beginSession } from "../../src-main/usecases/people/session.ts";
import { openBench, setUpShop } from "../../src-main/usecases/people/set-up-shop.ts";
import { exampleShop } from "../helpers/example-order.ts";
import { FakePort } from "../helpers/fake-electron.ts";
import { clientOn } from "../helpers/fake-page.ts";

let folder: string;
let running: OpenShop;
let benchId: string;
let openPorts: MessagePort[];
let openedPapers: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "talon-port-"));
  running = openShop(folder, { pinMemoryKib: 64, home: { country: "KZ", timeZone: "Asia/Almaty" } });
  benchId = openBench(running.shop, { id: running.shop.newId(), name: "Counter" }).id;
  openPorts = [];
  openedPapers = [];
});
afterEach(() => {
  for (const port of openPorts) port.close();
  running.close();
  rmSync(folder, { recursive: true });
});

function connect() {
  const { port1, port2 } = new MessageChannel();
  const main = new FakePort(port1 as never);
  openPorts.push(port2);
  const openPaper = async (name: string): Promise<void> => void openedPapers.push(name);
  serveWindowPort(main as unknown as MessagePortMain, { context: { shop: running.shop, doorway: { ...running.doorway, openPaper } }, benchId });
  return { client: clientOn(port2), main, page: port2 };
}

const setUp = { settings: shopSettings.parse(exampleShop()), person: { name: "Айгерим", pin: "" }, bench: "" };

test("a window is its PC's bench, with nobody signed in", async () => {
  const { client } = connect();
  expect(await client.session.welcome()).toMatchObject({ needsSetUp: true, opensPapers: true });
  await expect(client.shop.people()).rejects.toMatchObject({ code: "SIGNED_OUT", defined: true });
});

test("signing in lasts as long as the port; the next one comes back by its ticket", async () => {
  const first = connect();
  const { ticket } = await first.client.session.setUp(setUp);
  expect(await first.client.shop.people()).toHaveLength(1);
  const second = connect();
  await expect(second.client.shop.people()).rejects.toMatchObject({ code: "SIGNED_OUT" });
  expect(await second.client.session.resume({ ticket })).toMatchObject({ person: { name: "Айгерим" } });
  expect(await second.client.shop.people()).toHaveLength(1);
});

test("pictures pass whole", async () => {
  const { client } = connect();
  await client.session.setUp(setUp);
  const bytes = Uint8Array.from(atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="), (char) =>
    char.charCodeAt(0),
  );
  const { sha256 } = await client.picture.store({ file: new File([bytes], "device.png", { type: "image/png" }) });
  const back = await client.picture.get({ sha256 });
  expect(new Uint8Array(await back.arrayBuffer())).toEqual(bytes);
});

test("changes reach a window until its port closes", async () => {
  const { client, page } = connect();
  await client.session.setUp(setUp);
  const changes = await client.changes();
  running.shop.publish({ kind: "shop" });
  expect((await changes.next()).value).toEqual({ kind: "shop" });
  const waiting = changes.next();
  page.close();
  await expect(waiting).rejects.toThrow();
});

test("closing in main ends what still runs there", async () => {
  let ended = false;
  async function* changes(signal: AbortSignal | undefined) {
    await new Promise((resolve) => signal!.addEventListener("abort", resolve));
    ended = true;
    yield* [];
  }
  const { personId } = await setUpShop(running.shop, setUp, { personId: null, benchId });
  const ticket = running.doorway.tickets.issue(beginSession(running.shop, benchId, { personId })!, benchId);
  running = { ...running, doorway: { ...running.doorway, changes: changes as OpenShop["doorway"]["changes"] } };
  const { client, main } = connect();
  await client.session.resume({ ticket });
  void (await client.changes()).next().catch(() => undefined);
  main.close();
  await expect.poll(() => ended).toBe(true);
});
