import { readFileSync } from "node:fs";
import { join } from "node:path";
import { resourcesFolder } from "../../src-main/app/data-folder.ts";
import { visitors, type Chance, type DemoTexts, type Unit, type Visitor } from "../../src-main/demo/demo-visit.ts";
import { addDays } from "../../src-main/domain/ground/date.ts";
import type { IntakeInput } from "../../src-main/domain/orders/intake.ts";
import { fullName } from "./names.ts";

/** Texts of the demo's workshop, which the big one is made of too. */
export const demoTexts = (): DemoTexts => JSON.parse(readFileSync(join(resourcesFolder(), "demo", "shop.json"), "utf8")) as DemoTexts;

/** Someone comes in with something; `visitor` and `unit` are the same objects when they come again. */
export type Visit = { readonly visitor: Visitor; readonly unit: Unit; readonly input: IntakeInput };

/** So many people come again; who came longest ago makes room. */
const REGULARS = 40_000;

/** People who come in with devices, new ones and known ones, for as many visits as asked. @param faults of real records, told in six of ten visits */
export function visits(texts: DemoTexts, chance: Chance, faults: readonly string[] = []): (day: string) => Visit {
  const makers = visitors(texts, chance);
  const known: { visitor: Visitor; unit: Unit }[] = [];
  let met = 0;
  return (day) => {
    const back = known.length > 0 && chance.happens(0.4) ? chance.pick(known) : undefined;
    const visitor = back?.visitor ?? reachable(makers.visitor(), chance);
    const unit = back && chance.happens(0.3) ? back.unit : makers.unit(visitor.language, day);
    if (!back) known[met++ % REGULARS] = { visitor, unit };
    const intake = makers.intake(visitor, unit, makers.trouble(unit));
    return {
      visitor,
      unit,
      input: {
        ...intake,
        fault: faults.length > 0 && chance.happens(0.6) ? chance.pick(faults) : intake.fault,
        promisedOn: chance.happens(0.85) ? addDays(day, chance.between(1, 14)) : null,
        estimate: chance.happens(0.3) ? { amount: String(chance.between(10, 900) * 100) } : null,
      },
    };
  };
}

/** What they ask for at the counter. */
export function customers(texts: DemoTexts, chance: Chance): (day: string) => IntakeInput {
  const next = visits(texts, chance);
  return (day) => next(day).input;
}

/** The demo's names and phone numbers are too few for a city. */
function reachable(visitor: Visitor, chance: Chance): Visitor {
  const digits = String(chance.between(0, 9_999_999)).padStart(7, "0");
  const phone = {
    lv: `+371 2${digits}`,
    en: `+44 7700 ${digits.slice(1)}`,
    ru: `8 (70${digits[0]}) ${digits.slice(1, 4)}-${digits.slice(3, 5)}-${digits.slice(5)}`,
    kk: `+7 70${digits[0]} ${digits.slice(1, 4)} ${digits.slice(3, 5)} ${digits.slice(5)}`,
  }[visitor.language];
  const { customer } = visitor;
  return {
    ...visitor,
    customer: {
      ...customer,
      name: customer.kind === "organisation" ? customer.name : fullName(visitor.language, chance),
      phone,
      whatsapp: customer.whatsapp ? phone : "",
      email: customer.email ? `client.${digits}@example.kz` : "",
    },
  };
}
