import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { USUAL_BACKUPS } from "../../src-main/domain/backups/backup.ts";
import { DomainError } from "../../src-main/domain/ground/error.ts";
import { LONGEST_PAUSE_MS } from "../../src-main/domain/printing/print-job.ts";
import { USUAL_SETTINGS } from "../../src-main/domain/printing/printer.ts";
import { waitAfter } from "../../src-main/domain/people/pin-wait.ts";
import { changePin, readPeople, storePerson } from "../../src-main/usecases/people/change-people.ts";
import { keepPrinter, keepRoutes } from "../../src-main/usecases/printing/keep-printers.ts";
import { dropJob } from "../../src-main/usecases/printing/print-paper.ts";
import { endJob, LEASE_MS, nextOfLane, readOrphans, takeJob } from "../../src-main/usecases/printing/send-paper.ts";
import { signIn } from "../../src-main/usecases/people/sign-in.ts";
import { NOON, openTestShop, type TestShop } from "./open-test-shop.ts";
import { takeIn } from "./orders.ts";

/** So many wrong PINs in a row are tried. */
const WRONG_PINS = 7;

const YEAR = 365 * 86_400_000;

/** What went wrong, in words, and how often each thing was tried. */
export type ClockFound = { readonly wrong: readonly string[]; readonly orders: number; readonly backups: number; readonly jumps: number };

/** Sets the clock of a shop at work back and forth, by minutes and by years, and looks whether anything stands still or runs wild. */
export async function clockChaos(folder: string, rounds: number, random: () => number): Promise<ClockFound> {
  const stick = join(folder, "stick");
  mkdirSync(stick, { recursive: true });
  const open = openTestShop({ folder: join(folder, "data"), now: NOON });
  const wrong: string[] = [];
  const numbers: string[] = [];
  let backups = 0;
  try {
    await changePin(open.shop, { pin: "", newPin: "1357" }, { ...open.caller, personId: open.caller.personId! });
    await storePerson(open.shop, { id: null, name: "Oleg", pin: "4711", active: true }, open.caller);
    const personId = readPeople(open.shop).find(({ name }) => name === "Oleg")!.id;
    const printerId = openLane(open);
    await open.backups.keep({ ...USUAL_BACKUPS, folder: stick, everyHours: 1 }, false, null);
    await untilIdle(open);
    const jump = (): void => open.clock.set(NOON + Math.round((random() * 2 - 1) * (random() < 0.5 ? 3 * YEAR : 3 * 3_600_000)));
    for (let round = 0; round < rounds; round++) {
      numbers.push(takeIn(open).number);
      const issuedAt = open.clock.now();
      const ticket = open.doorway.tickets.issue({ personId, access: 1, seenAt: issuedAt }, open.caller.benchId);
      wrong.push(...lane(open, printerId, jump));
      wrong.push(...(await lock(open, personId, jump)));
      open.clock.add(12 * 3_600_000);
      const age = open.clock.now() - issuedAt;
      const redeemed = open.doorway.tickets.redeem(ticket, open.caller.benchId) !== undefined;
      if (redeemed && (age < 0 || age > 12 * 3_600_000)) wrong.push(`${round}: a ticket outlived its day`);
      const before = open.backups.state().last?.name;
      await open.backups.look();
      // The last one may be from this very hour, as the clock has it.
      open.clock.add(2 * 3_600_000);
      if (open.backups.state().last?.name === before) await open.backups.look();
      const { last, trouble } = open.backups.state();
      if (last?.name !== before) backups++;
      else wrong.push(`${round}: no backup was made`);
      if (trouble || !last || !existsSync(join(stick, last.name))) wrong.push(`${round}: the backup just made is gone`);
    }
    wrong.push(...series(numbers));
    return { wrong, orders: numbers.length, backups, jumps: rounds * 2, ...(readdirSync(stick).length === 0 && { wrong: ["no backup is left"] }) };
  } finally {
    open.cleanup();
  }
}

const untilIdle = async (open: TestShop): Promise<void> => {
  while (open.backups.state().running) await new Promise((resolve) => setTimeout(resolve, 20));
};

function openLane({ shop, caller }: TestShop): string {
  const { id } = keepPrinter(shop, {
    id: null,
    name: "Zebra",
    way: "tcp",
    address: "127.0.0.1",
    language: "zpl",
    dpi: 203,
    size: "58x40",
    settings: USUAL_SETTINGS,
  });
  keepRoutes(shop, [{ kind: "label", printerId: id, copies: 1, atIntake: true }], true, caller);
  return id;
}

/** A printer that was away is tried again within its pause, and a sender that fell silent is missed within its lease. */
function lane({ shop, clock, caller }: TestShop, printerId: string, jump: () => void): readonly string[] {
  const wrong: string[] = [];
  const first = nextOfLane(shop, printerId);
  if (!first || !("job" in first)) return ["a fresh job is not due"];
  takeJob(shop, first.job, "1-other");
  endJob(shop, first.job.id, { end: "away", trouble: "offline", detail: "" });
  jump();
  const next = nextOfLane(shop, printerId);
  if (next && "waitMs" in next && next.waitMs > LONGEST_PAUSE_MS) wrong.push(`a lane sleeps for ${next.waitMs} ms`);
  clock.add(LONGEST_PAUSE_MS);
  const due = nextOfLane(shop, printerId);
  if (!due || !("job" in due) || !takeJob(shop, due.job, "1-other")) return [...wrong, "a lane is not due after its pause"];
  jump();
  readOrphans(shop, () => true);
  clock.add(LEASE_MS + 100);
  if (readOrphans(shop, () => true).length !== 1) wrong.push("a sender that fell silent is not missed");
  endJob(shop, due.job.id, { end: "unsure", trouble: "interrupted", detail: "" });
  dropJob(shop, due.job.id, "chaos", caller);
  return wrong;
}

/** Wrong PINs wait for as long as they were meant to, and no longer than that. */
async function lock({ shop, clock, caller: { benchId } }: TestShop, personId: string, jump: () => void): Promise<readonly string[]> {
  const wrong: string[] = [];
  const enter = (pin: string) => signIn(shop, { personId, pin }, benchId);
  for (let tries = 1; tries <= WRONG_PINS; tries++) {
    await enter("0000").catch(() => undefined);
    if (tries < WRONG_PINS) clock.add(waitAfter(tries) + 100);
  }
  jump();
  const seconds = await enter("4711").then(
    () => 0,
    (error: unknown) => (error instanceof DomainError && error.code === "person.locked" ? Number(error.data["seconds"]) : 0),
  );
  if (seconds * 1000 > waitAfter(WRONG_PINS)) wrong.push(`a lock of ${seconds} s`);
  clock.add(waitAfter(WRONG_PINS) + 100);
  await enter("4711").catch((error: unknown) => wrong.push(`the right PIN is refused: ${String(error)}`));
  return wrong;
}

/** No series goes back to a year that was left, and none has a gap. */
function series(numbers: readonly string[]): readonly string[] {
  const wrong: string[] = [];
  let [year, running] = ["", 0];
  for (const number of numbers) {
    const [head = "", body] = number.split("-");
    if (head < year) wrong.push(`${number} follows the series ${year}`);
    if (head === year && Number(body) !== running + 1) wrong.push(`${number} follows ${running}`);
    [year, running] = [head, Number(body)];
  }
  return wrong;
}
