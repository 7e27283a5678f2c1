import { countQueue } from "../../database/orders/order-list.ts";
import { listPeople } from "../../database/people/person.ts";
import { countOpenOfTechnicians, listCourse, sumFigures } from "../../database/figures/shop-figures.ts";
import { isoDateAt } from "../../domain/ground/date.ts";
import { mergeSpellings, startOfStep, stepOf, stepsOf, type CoursePoint, type Days, type ShopFigures } from "../../domain/figures/shop-figures.ts";
import { settingsOf, type Shop } from "../ground/shop.ts";

/** The shop's figures of a period, and how the open orders stand at this moment. */
export function readFigures(shop: Shop, period: Days): ShopFigures {
  const today = isoDateAt(shop.clock(), settingsOf(shop).timeZone);
  // Days that are still to come have nothing to show.
  const shown = period.from <= today && today < period.to ? { from: period.from, to: today } : period;
  const step = stepOf(shown);
  const course = new Map<string, CoursePoint>(stepsOf(shown, step).map((start) => [start, { start, came: 0, went: 0 }]));
  for (const { start, came, went } of listCourse(shop.db, shown, step === "day" ? "days" : "months")) {
    const point = course.get(startOfStep(start, step))!;
    course.set(point.start, { start: point.start, came: point.came + came, went: point.went + went });
  }
  const { total, by } = sumFigures(shop.db, period);
  const counts = countQueue(shop.db, today, 0, null);
  return {
    period,
    today,
    step,
    course: [...course.values()],
    total,
    by: { ...by, brand: mergeSpellings(by.brand) },
    now: { open: counts.total, overdue: counts.overdue, states: counts.states, technicians: countOpenOfTechnicians(shop.db) },
    people: Object.fromEntries(listPeople(shop.db).map(({ id, name }) => [id, name])),
  };
}
