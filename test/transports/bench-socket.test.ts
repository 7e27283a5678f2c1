import { connect as connectRaw, type AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { openHost } from "../../src-main/app/host.ts";
import { findRunningHost, folderIdentity, hostSecret } from "../../src-main/app/running-host.ts";
import { callerProof, cookieOf, hostProof } from "../../src-main/transports/host-proof.ts";
import { temporaryFolder } from "../helpers/open-test-shop.ts";
import { png } from "../helpers/pictures.ts";
import { askAt, fakeScreens, openTestHost, type Line, type TestHost } from "../helpers/test-host.ts";

/** An address of this PC that others could reach it by. */
const outsideAddress = Object.values(networkInterfaces())
  .flat()
  .find((one) => one && !one.internal && one.family === "IPv4")?.address;

let open: TestHost;
let here: string;
/** What browsers keep. */
let cookie: string;
beforeAll(async () => {
  open = await openTestHost();
  here = `127.0.0.1:${open.host.port}`;
  cookie = cookieOf(hostSecret(open.folder));
});
afterAll(() => open.close());

/** The path of an address that lets one browser in. */
const way = (): string => `/${new URL(open.host.url).search}`;
const benches = (): number => open.host.running.shop.db.prepare<[], number>("SELECT count(*) FROM bench").pluck().get()!;

/** Sends bytes as they are. @returns all that came back before the host hung up */
const raw = (bytes: string | Buffer, hangUp = false): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connectRaw(open.host.port, "127.0.0.1", () => {
      socket.write(bytes);
      if (hangUp) socket.resetAndDestroy();
    });
    let back = "";
    socket.setTimeout(3000, () => socket.destroy());
    socket
      .on("data", (data) => (back += data.toString("latin1")))
      .on("error", (error) => (hangUp ? undefined : reject(error)))
      .on("close", () => resolve(back));
  });

describe("a browser", () => {
  test("that comes by the printed address gets the screens, and its address bar forgets the key", async () => {
    const { status, headers } = await open.ask(way());
    expect([status, headers.location]).toEqual([303, "/"]);
    expect(headers["set-cookie"]).toHaveLength(2);
    for (const cookie of headers["set-cookie"]!) expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Strict/);
    const cookies = await open.enter();
    expect(await open.ask("/", { Cookie: cookies })).toMatchObject({ status: 200, body: "<!doctype html><title>Talon</title>" });
    expect(await open.ask("/", { Cookie: cookies, Host: `localhost:${open.host.port}` })).toMatchObject({ status: 200 });
    expect(await open.ask("/assets/main-1a2b.js", { Cookie: cookies })).toMatchObject({
      status: 200,
      headers: { "content-type": "text/javascript; charset=utf-8", "cache-control": expect.stringContaining("immutable") },
    });
    expect(await open.ask("/", { Cookie: cookies }, "HEAD")).toMatchObject({ status: 200, body: "" });
  });

  test("is the same bench each time it comes, another browser another one", async () => {
    const cookies = await open.enter();
    const before = benches();
    const { headers } = await open.ask(way(), { Cookie: cookies });
    expect(headers["set-cookie"]!.map((cookie) => cookie.split(";")[0]).join("; ")).toBe(cookies);
    expect(benches()).toBe(before);
    expect(await open.enter()).not.toBe(cookies);
    expect(benches()).toBe(before + 1);
  });

  test("is told in all four languages how to come in when it has no token", async () => {
    const { status, body } = await open.ask("/");
    expect(status).toBe(401);
    expect(body.split("\n")).toHaveLength(4);
    expect(body).toContain("Talon does not know this browser");
  });

  test("gets no script but ours, no frame around us and no guessing of types, whatever it asked for", async () => {
    const cookies = await open.enter();
    for (const answer of [await open.ask("/", { Cookie: cookies }), await open.ask("/"), await open.ask("/nothing", { Cookie: cookies })]) {
      expect(answer.headers["content-security-policy"]).toMatch(/default-src 'none'.*script-src 'self';.*frame-ancestors 'none'/);
      expect(answer.headers["x-content-type-options"]).toBe("nosniff");
      expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
    }
  });
});

describe("is refused", () => {
  test.each([
    ["no key", "/", {}],
    ["a wrong key", "/?key=wrong", {}],
    ["an empty key", "/?key=", {}],
    ["what stands in the cookie as a key", "/?key=COOKIE", {}],
    ["the folder's secret as a key", "/?key=SECRET", {}],
    ["the folder's secret as a token, as older ones took it", "/?token=SECRET", {}],
    ["a wrong cookie", "/", { Cookie: "talon_PORT=wrong" }],
    ["the folder's secret as a cookie", "/", { Cookie: "talon_PORT=SECRET" }],
    ["the right word in another port's cookie", "/", { Cookie: "talon_1=COOKIE" }],
  ])("a request with %s", async (_, path, headers) => {
    const filled = (text: string): string =>
      text.replace("PORT", String(open.host.port)).replace("SECRET", hostSecret(open.folder).secret).replace("COOKIE", cookie);
    const answer = await open.ask(filled(path), Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, filled(value)])));
    expect(answer.status).toBe(401);
    expect(answer.headers["set-cookie"]).toBeUndefined();
    expect(answer.body).not.toContain("<title>");
  });

  test("a request under a foreign name, as a page that rebinds its name sends it", async () => {
    const cookies = await open.enter();
    for (const host of ["evil.example", `evil.example:${open.host.port}`, "127.0.0.1", `127.0.0.1:${open.host.port + 1}`])
      for (const path of ["/", way(), `/host?nonce=${"0".repeat(32)}`])
        expect(await open.ask(path, { Host: host, Cookie: cookies })).toMatchObject({ status: 421, body: "" });
  });

  test("any other method", async () => {
    const cookies = await open.enter();
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) expect((await open.ask("/", { Cookie: cookies }, method)).status).toBe(405);
  });

  test("every way out of the folder of screens", async () => {
    const cookies = await open.enter();
    writeFileSync(join(open.folder, "..", "outside.txt"), "SECRET");
    for (const path of [
      "/../outside.txt",
      "/..%2foutside.txt",
      "/%2e%2e/outside.txt",
      "/assets/../../outside.txt",
      "/assets/%2e%2e/%2e%2e/outside.txt",
      "/..\\outside.txt",
      "/../data/host.token",
      "/../data/passcode.key",
      "/../data/talon.db",
      "/etc/passwd",
      "//etc/passwd",
      "/index.html%00.js",
      "/assets",
      "/assets/",
      "/.",
      "/%",
      "/?x=../outside.txt/..",
    ]) {
      const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: ${here}\r\nCookie: ${cookies}\r\nConnection: close\r\n\r\n`);
      expect([path, answer.split(" ")[1]]).toEqual([path, expect.stringMatching(path.startsWith("/?") || path === "/." ? /200/ : /400|404/)]);
      expect(answer).not.toMatch(/SECRET|root:/);
    }
  });

  test.each<[string, Readonly<Record<string, string>>]>([
    ["without the cookie", { Cookie: "" }],
    ["with a wrong cookie", { Cookie: "talon_PORT=wrong" }],
    ["from another site", { Origin: "https://evil.example" }],
    ["from another program's port", { Origin: "http://127.0.0.1:1" }],
    ["without an origin, as no page sends it", { Origin: "" }],
    ["from a file", { Origin: "null" }],
    ["over https that we are not", { Origin: "https://127.0.0.1:PORT" }],
    ["under a foreign name", { Host: "evil.example" }],
  ])("a line %s", async (_, headers) => {
    const filled = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replace("PORT", String(open.host.port))]));
    await expect(open.connect(undefined, filled)).rejects.toThrow("403");
  });

  test("a line at another path", async () => {
    const answer = await raw(
      `GET /other HTTP/1.1\r\nHost: ${here}\r\nOrigin: http://${here}\r\nCookie: ${await open.enter()}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 403/);
  });

  const offline = outsideAddress === undefined && !process.env["CI"];
  if (offline) console.warn("Left out: that the host answers nobody but this PC, for this PC has no network.");
  test.skipIf(offline)("everyone who is not on this PC", async () => {
    expect(outsideAddress).toBeDefined();
    const outcome = await new Promise((resolve) => {
      const socket = connectRaw(open.host.port, outsideAddress!, () => resolve("connected"));
      socket.on("error", (error: NodeJS.ErrnoException) => resolve(error.code)).on("connect", () => socket.destroy());
    });
    expect(outcome).toBe("ECONNREFUSED");
  });
});

describe("a key", () => {
  test("lets one browser in, and is used up", async () => {
    const key = way();
    expect((await open.ask(key, {}, "HEAD")).status).toBe(303);
    const first = await open.ask(key);
    expect(first.status).toBe(303);
    expect(await open.ask(key)).toMatchObject({ status: 401 });
    // A tab that comes again, in the browser that it let in.
    const cookies = first.headers["set-cookie"]!.map((one) => one.split(";")[0]).join("; ");
    expect(await open.ask(key, { Cookie: cookies })).toMatchObject({ status: 303, headers: { location: "/" } });
  });

  test("is one of the last sixteen", async () => {
    const oldest = way();
    const ways = Array.from({ length: 16 }, way);
    expect((await open.ask(oldest)).status).toBe(401);
    expect((await open.ask(ways[0]!)).status).toBe(303);
  });

  test("is given to a caller who reads the data folder, once for each number of the host's", async () => {
    const mine = hostSecret(open.folder);
    const { port } = open.host;
    const nonce = "0123456789abcdef".repeat(2);
    const answer = JSON.parse((await open.ask(`/host?nonce=${nonce}`)).body) as { proof: string; nonce: string };
    expect(answer.proof).toBe(hostProof(mine, port, nonce));
    const proof = callerProof(mine, port, answer.nonce);
    expect((await open.ask(`/key?nonce=${nonce}&proof=${callerProof(mine, port, nonce)}`)).status).toBe(403);
    const given = await open.ask(`/key?nonce=${answer.nonce}&proof=${proof}`);
    const { key } = JSON.parse(given.body) as { key: string };
    expect((await open.ask(`/?key=${key}`)).status).toBe(303);
    expect((await open.ask(`/key?nonce=${answer.nonce}&proof=${proof}`)).status).toBe(403);
    const again = JSON.parse((await open.ask(`/host?nonce=${nonce}`)).body) as { nonce: string };
    expect((await open.ask(`/key?nonce=${again.nonce}&proof=${proof}`)).status).toBe(403);
  });
});

describe("the host goes on", () => {
  beforeEach(async () => void (await open.enter()));
  const alive = async (): Promise<void> => {
    const line = await open.connect();
    expect(await line.client.session.welcome()).toMatchObject({ needsSetUp: true });
    line.close();
  };

  test.each(["//", "///x", "http://[", "/\\", "*", "http://%", "/?key=%ff%fe", "/host", "/host?nonce=1", "/key", "/key?nonce=&proof="])(
    "after a request for %j",
    async (path) => {
      expect(await raw(`GET ${path} HTTP/1.1\r\nHost: ${here}\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 4\d\d/);
      await alive();
    },
  );

  test("after bytes that are no HTTP, and after callers that hang up at once", async () => {
    await raw(Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3]));
    const upgrade = `GET /rpc HTTP/1.1\r\nHost: ${here}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
    await Promise.all(Array.from({ length: 20 }, () => raw(upgrade, true)));
    await alive();
  });

  test("after a line that talks nonsense, and answers the next line", async () => {
    // oRPC tells the terminal of it.
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const { socket } = await open.connect();
    for (const nonsense of ["", "hello", "{}", "[]", '{"i":1}', '{"i":"1","p":{"u":"/nothing"}}', Buffer.alloc(100, 0xff)]) socket.send(nonsense);
    await alive();
  });

  test("after a message beyond all measure, and only that line is cut", async () => {
    const other = await open.connect();
    const { socket } = await open.connect();
    const closed = new Promise<number>((resolve) => socket.once("close", resolve));
    socket.send(Buffer.alloc(33_000_000));
    expect(await closed).toBe(1009);
    expect(await other.client.session.welcome()).toMatchObject({ needsSetUp: true });
  });

  test("after a browser's first visit that found the database locked: it is told to try again, and can", async () => {
    const { db } = open.host.running.shop;
    const other = new Sqlite(join(open.folder, "talon.db"));
    db.pragma("busy_timeout = 50");
    other.exec("BEGIN IMMEDIATE");
    const key = way();
    const refused = await open.ask(key, { "Accept-Language": "de-DE,lv;q=0.8,ru;q=0.7" });
    expect(refused).toMatchObject({ status: 503, headers: { "content-type": "text/html; charset=utf-8", "retry-after": "5" } });
    expect(refused.headers["content-security-policy"]).toMatch(/default-src 'none'.*script-src 'self';/);
    expect(refused.headers["set-cookie"]).toBeUndefined();
    expect(refused.body).toContain('<html lang="lv">');
    expect(refused.body).toContain("Mēģināt vēlreiz");
    expect(refused.body).not.toMatch(/<script|SQLITE/);
    expect(await open.ask(key, {}, "HEAD")).toMatchObject({ status: 503, body: "" });
    await expect(open.connect(`talon_${open.host.port}=${cookie}`)).rejects.toThrow("503");
    other.exec("ROLLBACK");
    other.close();
    db.pragma("busy_timeout = 5000");
    // The key was not used up by what failed.
    expect((await open.ask(key)).status).toBe(303);
    await alive();
    expect(readFileSync(join(open.folder, "talon.log"), "utf8")).toContain("SQLITE_BUSY");
  });
});

describe("a line", () => {
  let shop: TestHost;
  beforeAll(async () => void (shop = await openTestHost()));
  afterAll(() => shop.close());
  const ended = (line: Line): Promise<number> => new Promise((resolve) => line.socket.once("close", resolve));
  const photo = Buffer.concat([png(), Buffer.alloc(200_000)]);

  test("says little before somebody has signed in, and as much as a photo takes afterwards", async () => {
    const signedIn = await shop.signIn();
    expect(await signedIn.client.picture.store({ file: new File([photo], "photo.png") })).toMatchObject({ mime: "image/png" });
    const stranger = await shop.connect();
    expect(await stranger.client.session.welcome()).toMatchObject({ needsSetUp: false });
    const end = ended(stranger);
    stranger.socket.send(Buffer.alloc(100_000));
    expect(await end).toBe(1006);
    expect(await signedIn.client.session.welcome()).toMatchObject({ needsSetUp: false });
    signedIn.close();
  });

  test("that says little, but often, goes on", async () => {
    const stranger = await shop.connect();
    for (let calls = 0; calls < 600; calls++) await stranger.client.session.resume({ ticket: "x".repeat(100) });
    expect(await stranger.client.session.welcome()).toMatchObject({ needsSetUp: false });
    stranger.close();
  });

  test("is one of 64 at most; the next one is told to come later, and can", async () => {
    const cookies = await shop.enter();
    const lines: Line[] = [];
    await expect(
      (async () => {
        for (let count = 0; count < 70; count++) lines.push(await shop.connect(cookies));
      })(),
    ).rejects.toThrow("503");
    expect(lines.length).toBeGreaterThan(50);
    const end = ended(lines[0]!);
    lines[0]!.close();
    await end;
    await expect
      .poll(async () =>
        shop.connect(cookies).then(
          (line) => (lines.push(line), true),
          () => false,
        ),
      )
      .toBe(true);
    lines.forEach((line) => line.close());
  });
});

describe("what the host keeps", () => {
  test("is for its owner only", () => {
    if (process.platform === "win32") return;
    for (const name of ["host.token", "host.json", "passcode.key"]) expect([name, statSync(join(open.folder, name)).mode & 0o077]).toEqual([name, 0]);
    expect(statSync(open.folder).mode & 0o077).toBe(0);
  });

  test("lets the same browser back in after a restart at the same address, and a closed host is not found", async () => {
    const outside = temporaryFolder();
    const folder = join(outside, "data");
    try {
      const first = await openHost(folder, { port: 0, screens: fakeScreens(outside) });
      expect(await findRunningHost(folder)).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${first.port}/\\?key=[\\w-]{32}$`));
      const come = await askAt(first.port)(`/${new URL(first.url).search}`);
      const cookies = come.headers["set-cookie"]!.map((one) => one.split(";")[0]);
      await first.close();
      expect(await findRunningHost(folder)).toBeUndefined();
      const second = await openHost(folder, { port: first.port, screens: fakeScreens(outside) });
      expect(await askAt(second.port)("/", { Cookie: cookies.join("; ") })).toMatchObject({ status: 200 });
      await second.close();
      expect(readdirSync(folder)).not.toContain("host.json");
    } finally {
      rmSync(outside, { recursive: true, force: true });
    }
  });

  test("of one data folder opens no other's door", async () => {
    const outside = temporaryFolder();
    try {
      const folder = join(outside, "data");
      const other = await openHost(folder, { port: 0, screens: fakeScreens(outside) });
      await other.close();
      // A note of a host that died, at a port where now another shop's host answers.
      writeFileSync(join(folder, "host.json"), JSON.stringify({ pid: 1, port: open.host.port, folder: folderIdentity(folder) }));
      expect(await findRunningHost(folder)).toBeUndefined();
    } finally {
      rmSync(outside, { recursive: true, force: true });
    }
  });

  test("copied with its folder leads nobody to the original's host, and the copy opens its own", async () => {
    const outside = temporaryFolder();
    try {
      const copy = join(outside, "copy");
      mkdirSync(copy);
      for (const name of ["host.json", "host.token"]) cpSync(join(open.folder, name), join(copy, name));
      expect(hostSecret(copy).secret).toBe(hostSecret(open.folder).secret);
      expect(await findRunningHost(copy)).toBeUndefined();
      // Not even where the note is made to fit: the host answers for its own folder.
      writeFileSync(join(copy, "host.json"), JSON.stringify({ pid: 1, port: open.host.port, folder: folderIdentity(copy) }));
      expect(await findRunningHost(copy)).toBeUndefined();
      const own = await openHost(copy, { port: 0, screens: fakeScreens(outside) });
      expect(await findRunningHost(copy)).toContain(`:${own.port}/`);
      await own.close();
    } finally {
      rmSync(outside, { recursive: true, force: true });
    }
  });

  test("is told to no program that took a host's port, not even one that passes the question on", async () => {
    const outside = temporaryFolder();
    const heard: string[] = [];
    const thief = createServer((request, response) => {
      heard.push(`${request.url} ${JSON.stringify(request.headers)}`);
      void fetch(`http://127.0.0.1:${open.host.port}${request.url}`).then(async (answer) => response.end(await answer.text()));
    });
    try {
      await new Promise<void>((resolve) => thief.listen(0, "127.0.0.1", resolve));
      const { port } = thief.address() as AddressInfo;
      const note = readFileSync(join(open.folder, "host.json"), "utf8");
      writeFileSync(join(open.folder, "host.json"), JSON.stringify({ ...(JSON.parse(note) as object), port }));
      expect(await findRunningHost(open.folder)).toBeUndefined();
      writeFileSync(join(open.folder, "host.json"), note);
      expect(heard).toHaveLength(1);
      expect(heard[0]).toMatch(/^\/host\?nonce=[0-9a-f]{32} /);
      for (const secret of [cookie, hostSecret(open.folder).secret]) expect(heard[0]).not.toContain(secret);
    } finally {
      thief.close();
      rmSync(outside, { recursive: true, force: true });
    }
  });

  test("a port that is taken and was asked for is refused, else another one is found", async () => {
    const outside = temporaryFolder();
    try {
      await expect(openHost(join(outside, "data"), { port: open.host.port, screens: fakeScreens(outside) })).rejects.toMatchObject({
        code: "EADDRINUSE",
      });
      const free = await openHost(join(outside, "data"), { port: 0, screens: fakeScreens(outside) });
      await free.close();
    } finally {
      rmSync(outside, { recursive: true, force: true });
    }
  });
});
