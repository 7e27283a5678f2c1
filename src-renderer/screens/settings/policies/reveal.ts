const FIELDS = "input:not([type=hidden]), textarea, summary, button";
/** A card that opens builds its fields first, which takes a few frames. */
const MOST_FRAMES = 60;

const frame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));

/** The element of a field, or the innermost one that it stands in. */
function nearest(field: string): HTMLElement | null {
  const keys = field.split(".");
  for (let length = keys.length; length > 0; length--) {
    const found = document.querySelector<HTMLElement>(`.policy-form [data-path="${CSS.escape(keys.slice(0, length).join("."))}"]`);
    if (found) return found;
  }
  return null;
}

/** The closed card that hides an element, or that is it. */
const closedCard = (element: HTMLElement): HTMLDetailsElement | null =>
  element.closest<HTMLDetailsElement>("details:not([open])") ?? element.querySelector<HTMLDetailsElement>(":scope > details:not([open])");

async function open(card: HTMLDetailsElement): Promise<void> {
  card.open = true;
  for (let frames = 0; frames < MOST_FRAMES && card.children.length < 2; frames++) await frame();
}

/** Opens the cards that a field of the policy stands in, and gives it the focus. */
export async function reveal(field: string): Promise<void> {
  let element = nearest(field);
  for (let card = element && closedCard(element); card; card = element && closedCard(element)) {
    await open(card);
    element = nearest(field);
  }
  const target = element?.matches(FIELDS)
    ? element
    : (element?.querySelector<HTMLElement>("details[open] :is(input, textarea)") ?? element?.querySelector<HTMLElement>(FIELDS));
  target?.scrollIntoView({ block: "nearest" });
  target?.focus();
}
