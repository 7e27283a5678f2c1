import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openTexts } from "../../../src-main/documents/engine/texts.ts";
import { LANGUAGES } from "../../../src-main/domain/ground/language.ts";
import { CHANNELS, IDENTITY_CHECKS, PAYMENT_METHODS, PRIORITIES } from "../../../src-main/domain/orders/order.ts";
import { PROOFS, REQUESTS } from "../../../src-main/domain/warranty/claim.ts";
import { CUSTOMER_KINDS } from "../../../src-main/domain/customers/customer.ts";
import { ORDER_STATES } from "../../../src-main/domain/orders/order-state.ts";
import { ACCESSORIES, CATEGORIES } from "../../../src-main/domain/shop/shop.ts";
import { exampleShop } from "../../helpers/example-order.ts";
import { resourcesDir } from "../../helpers/open-test-documents.ts";

const textsOf = openTexts(join(resourcesDir, "locales"));

const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  category: CATEGORIES,
  accessory: ACCESSORIES,
  request: REQUESTS,
  priority: PRIORITIES,
  channel: CHANNELS,
  state: ORDER_STATES,
  proof: PROOFS,
  "customer-kind": CUSTOMER_KINDS,
  "payment-method": PAYMENT_METHODS,
  "identity-check": IDENTITY_CHECKS,
};

test.each(LANGUAGES)("%s has a text for everything that the trade can say", (language) => {
  const reader = textsOf(language, exampleShop());
  for (const [family, ids] of Object.entries(FAMILIES)) for (const id of ids) expect(reader.text(`${family}.${id}`)).toMatch(/\S/);
  expect(reader.text("paper.terms.default").split("\n").length).toBeGreaterThan(5);
});

test("the texts of papers are in all languages, with the same values to fill in", () => {
  const [first, ...others] = LANGUAGES.map(
    (language) => JSON.parse(readFileSync(join(resourcesDir, `locales/${language}.json`), "utf8")) as Record<string, string>,
  );
  const papers = Object.keys(first!).filter((key) => key.startsWith("paper."));
  const values = (text: string | undefined): readonly string[] => [...(text ?? "").matchAll(/\{\w+\}/g)].map(([value]) => value).sort();
  for (const key of papers)
    for (const texts of others) {
      expect(texts[key], key).toBeTypeOf("string");
      expect(values(texts[key]), key).toEqual(values(first![key]));
    }
});

test("a shop's own word is shown as it is", () => {
  const reader = textsOf("ru", exampleShop());
  expect(reader.term("category", "phone")).toBe("Телефон");
  expect(reader.term("category", "Электросамокат")).toBe("Электросамокат");
});
