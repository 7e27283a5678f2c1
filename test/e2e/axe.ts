import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** Links and buttons out of which their words or keys stick, as long words of one language do. */
const findOverfull = (page: Page): Promise<readonly string[]> =>
  page
    .locator("a:visible, button:visible")
    .evaluateAll((all) =>
      all
        .filter((each) => getComputedStyle(each).overflowX === "visible" && each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0)
        .map((each) => `too narrow: ${each.textContent}`),
    );

/** Until colours stand still: halfway from one to another they are neither. */
const settle = (page: Page): Promise<unknown> =>
  page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((each) => each instanceof CSSTransition)
        .map((each) => each.finished.catch(() => undefined)),
    ),
  );

/**
 * What axe finds on the page as it is now, and what does not fit its place. Talon has no frames of other origins, so that one look suffices:
 * the other way takes a page of its own to put the frames' answers together. What is right is not listed.
 */
export async function findFaults(page: Page): Promise<readonly string[]> {
  await settle(page);
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ["violations"] })
    .analyze();
  return [...violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`), ...(await findOverfull(page))];
}
