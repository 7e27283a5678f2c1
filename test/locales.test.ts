import { PRINT_DEEDS, PRINT_EVENTS, PRINT_STATES, PRINT_TROUBLES } from "../src-main/domain/printing/print-job.ts";
import { MEDIA_KINDS, PRINTER_LANGUAGES, PRINTER_WAYS } from "../src-main/domain/printing/printer.ts";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { IntlMessageFormat } from "intl-messageformat";
import { parseSync } from "vite";
import { describe, expect, test } from "vitest";
import { USAGE } from "../src-main/cli/usage.ts";
import { FAULT_KINDS } from "../src-main/domain/orders/fault-kind.ts";
import { IMPORT_FIELDS, IMPORT_KINDS } from "../src-main/domain/transfer/import.ts";
import { isRight } from "../src-main/domain/ground/rights.ts";
import { LANGUAGES, type Language } from "../src-main/domain/ground/language.ts";
import { CHANNELS, EVENT_KINDS, IDENTITY_CHECKS, PAYMENT_METHODS, PRIORITIES } from "../src-main/domain/orders/order.ts";
import { PROOFS, REQUESTS } from "../src-main/domain/warranty/claim.ts";
import { PAPER_KINDS, PAGE_FORMATS, PAGE_KINDS, PAGE_SECTIONS, SECOND_PLACES, SLIP_PARTS } from "../src-main/domain/shop/paper-layout.ts";
import { CUSTOMER_KINDS } from "../src-main/domain/customers/customer.ts";
import { mayHandBack, MOVES, ORDER_STATES } from "../src-main/domain/orders/order-state.ts";
import { PASSCODE_KINDS } from "../src-main/domain/orders/passcode.ts";
import { FACT_NAMES, ORIGINS, PLACES, PRODUCT_KINDS, REASONS, SERIAL_STATES } from "../src-main/domain/warranty/policy-case.ts";
import { COVERAGES, DEADLINES, REMEDIES, REQUIREMENTS, STARTS } from "../src-main/domain/warranty/policy-pack.ts";
import { VERDICTS } from "../src-main/domain/warranty/policy-decision.ts";
import { QUEUE_SORTS } from "../src-main/domain/orders/queue.ts";
import { ACCESSORIES, CATEGORIES } from "../src-main/domain/shop/shop.ts";
import { CONFIRMATIONS, DECISION_STAGES } from "../src-main/domain/warranty/warranty.ts";
import { WARRANTY_DEEDS } from "../src-main/domain/orders/warranty-deeds.ts";
import { FACT_GROUPS, IF_MISSING, QUESTIONS } from "../src-renderer/screens/settings/policies/pack-clauses.ts";
import { CODE_PARTS } from "../src-renderer/screens/settings/policies/pack-code.ts";
import { PARTS } from "../src-renderer/screens/settings/policies/parts.ts";
import { MEASURES, SIZE_KINDS } from "../src-renderer/screens/settings/printers/size-rules.ts";

const ROOT = join(import.meta.dirname, "..");
const LOCALES = join(ROOT, "resources", "locales");

type Messages = Readonly<Record<string, string>>;
const messages = Object.fromEntries(
  LANGUAGES.map((language) => [language, JSON.parse(readFileSync(join(LOCALES, `${language}.json`), "utf8")) as Messages]),
) as Record<Language, Messages>;
const keys = Object.keys(messages.en);
const others = LANGUAGES.filter((language) => language !== "en");

/** A piece of a parsed message; `type` as ICU MessageFormat's parser counts them. */
type Piece = {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Piece[] }>>;
  readonly pluralType?: Intl.PluralRuleType;
};
const [SELECT, PLURAL] = [5, 6];

const parse = (language: Language, key: string): readonly Piece[] =>
  new IntlMessageFormat(messages[language][key]!, language, undefined, { ignoreTag: true }).getAst() as unknown as readonly Piece[];

const pieces = (parsed: readonly Piece[]): readonly Piece[] =>
  parsed.flatMap((piece) => [piece, ...Object.values(piece.options ?? {}).flatMap(({ value }) => pieces(value))]);

/** Names of the values that a message asks for. */
const placeholders = (parsed: readonly Piece[]): readonly string[] =>
  [
    ...new Set(
      pieces(parsed)
        .filter(({ type }) => type >= 1 && type <= PLURAL)
        .map(({ value }) => value!),
    ),
  ].sort();

test.each(others)("%s has the keys of English, no more and no fewer, in the same order", (language) => {
  expect(Object.keys(messages[language]).filter((key) => !(key in messages.en))).toEqual([]);
  expect(keys.filter((key) => !(key in messages[language]))).toEqual([]);
  expect(Object.keys(messages[language])).toEqual(keys);
});

test("a file is there for every language, and none for another", () => {
  expect(readdirSync(LOCALES).sort()).toEqual(LANGUAGES.map((language) => `${language}.json`).sort());
});

describe.each(LANGUAGES)("in %s", (language) => {
  test("every message is one that ICU MessageFormat understands, and says something", () => {
    const broken = keys.flatMap((key) => {
      try {
        parse(language, key);
        return (messages[language][key] ?? "").trim() === "" ? [`${key} is empty`] : [];
      } catch (error) {
        return [`${key}: ${(error as Error).message}`];
      }
    });
    expect(broken).toEqual([]);
  });

  test("every message asks for the values that English asks for", () => {
    const differing = keys.flatMap((key) => {
      const [here, english] = [placeholders(parse(language, key)), placeholders(parse("en", key))];
      return here.join() === english.join() ? [] : [`${key}: ${here.join()} instead of ${english.join()}`];
    });
    expect(differing).toEqual([]);
  });

  test("every plural has the forms of the language, and no other (CLDR)", () => {
    const wrong = keys.flatMap((key) =>
      pieces(parse(language, key))
        .filter(({ type }) => type === PLURAL)
        .flatMap(({ options = {}, pluralType = "cardinal" }) => {
          const forms = Object.keys(options).filter((form) => !form.startsWith("="));
          const needed = new Intl.PluralRules(language, { type: pluralType }).resolvedOptions().pluralCategories;
          return [
            ...needed.filter((form) => !forms.includes(form)).map((form) => `${key} lacks ${form}`),
            ...forms.filter((form) => !needed.includes(form as never)).map((form) => `${key} has ${form}`),
          ];
        }),
    );
    expect(wrong).toEqual([]);
  });

  test("every choice has the cases of English", () => {
    const cases = (parsed: readonly Piece[]): string =>
      pieces(parsed)
        .filter(({ type }) => type === SELECT)
        .map(({ value, options = {} }) => `${value}: ${Object.keys(options).sort().join()}`)
        .sort()
        .join("; ");
    expect(keys.filter((key) => cases(parse(language, key)) !== cases(parse("en", key)))).toEqual([]);
  });

  test("every message can be shown with its values, for any number", () => {
    const values = (parsed: readonly Piece[], count: number): Record<string, unknown> =>
      Object.fromEntries(placeholders(parsed).map((name) => [name, count]));
    for (const key of keys)
      for (const count of [0, 1, 2, 5, 11, 21, 22, 100]) {
        const format = new IntlMessageFormat(messages[language][key]!, language, undefined, { ignoreTag: true });
        expect(String(format.format(values(parse(language, key), count) as never))).not.toMatch(/[{}]|undefined/);
      }
  });

  test("nothing was left in the alphabet of another language by mistake", () => {
    // One word with letters of both alphabets is a slip of the keyboard.
    const mixed = /(?=\p{L}*\p{Script=Cyrillic})(?=\p{L}*\p{Script=Latin})\p{L}{2,}/u;
    expect(keys.filter((key) => mixed.test(messages[language][key]!))).toEqual([]);
  });
});

/** What one thing of the trade is called wherever English names it, and words that would make another thing of it. */
const TERMS: readonly { readonly english: RegExp; readonly words: Readonly<Record<string, { readonly is?: RegExp; readonly never: RegExp }>> }[] = [
  {
    english: /\bpolic(?:y|ies)\b/i,
    words: { ru: { never: /услови|редакци/i }, lv: { never: /politik|nosacījum|redakcij/i }, kk: { never: /шарт|саясат|редакци/i } },
  },
  {
    english: /\bsupervisor/i,
    words: {
      ru: { is: /руководител/i, never: /начальник|старш/i },
      lv: { is: /vadītāj/i, never: /priekšniek/i },
      kk: { is: /жетекші/i, never: /басшы/i },
    },
  },
];

test.each(
  TERMS.flatMap(({ english, words }) => Object.entries(words).map(([language, word]) => ({ english, language: language as Language, ...word }))),
)("what English calls $english has one name in $language", ({ english, language, is, never }) => {
  const named = keys.filter((key) => english.test(messages.en[key]!));
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((key) => never.test(messages[language][key]!) || (is && !is.test(messages[language][key]!)))).toEqual([]);
});

type Node = { readonly type: string; readonly [name: string]: unknown };
const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";

const children = (node: Node): readonly Node[] =>
  Object.values(node).flatMap((value) => (Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []));
const within = (node: Node): readonly Node[] => [node, ...children(node).flatMap(within)];

const sources = ["src-main", "src-renderer"].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name)),
);

/** Every piece of code, by its file. */
const code = new Map(
  sources.map((file) => [relative(ROOT, file).replaceAll("\\", "/"), within(parseSync(file, readFileSync(file, "utf8")).program as unknown as Node)]),
);

const textOf = (node: Node): string | undefined => (node.type === "Literal" && typeof node["value"] === "string" ? node["value"] : undefined);
const literals = new Set([...code.values()].flat().flatMap((node) => textOf(node) ?? []));

/** Pattern of the keys that a template like `state.${…}` can give; undefined where its beginning is open. */
function patternOf(node: Node): RegExp | undefined {
  if (node.type !== "TemplateLiteral") return undefined;
  const parts = (node["quasis"] as readonly { value: { cooked: string } }[]).map(({ value }) => value.cooked);
  if (!/^[a-z][\w-]*\.[\w.-]*$/.test(parts[0] ?? "") || parts.some((part) => !/^[\w.-]*$/.test(part))) return undefined;
  // Codes of errors have points of their own.
  const hole = parts[0] === "error." ? ".+" : "[^.]+";
  return new RegExp(`^${parts.map((part) => part.replaceAll(".", "\\.")).join(hole)}$`);
}

/** What stands in the first argument of each call that asks for a text. */
const asked = [...code].flatMap(([file, nodes]) =>
  file.startsWith("src-main/domain/")
    ? []
    : nodes.flatMap((node) => {
        if (node.type !== "CallExpression") return [];
        const callee = node["callee"] as Node;
        const name = (callee.type === "MemberExpression" ? (callee["property"] as Node) : callee)["name"];
        const [first] = node["arguments"] as readonly Node[];
        return (name === "t" || name === "text") && first ? within(first).map((part) => ({ file, part })) : [];
      }),
);

/** The words of a union of texts, `type Problem = "required" | …`. */
function union(file: string, name: string): readonly string[] {
  const found = code.get(file)!.find((node) => node.type === "TSTypeAliasDeclaration" && (node["id"] as Node)["name"] === name);
  const words = found ? within(found).flatMap((node) => textOf(node) ?? []) : [];
  if (words.length === 0) throw new Error(`no ${name} in ${file}`);
  return words;
}

/** States whose usual next step is no move. */
const BY_DEED: readonly string[] = ["awaiting-goods", "replacing", "refunding"];

/** Families of keys whose words the domain names one by one. */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  state: ORDER_STATES,
  event: EVENT_KINDS,
  priority: PRIORITIES,
  request: REQUESTS,
  channel: CHANNELS,
  proof: PROOFS,
  category: CATEGORIES,
  accessory: ACCESSORIES,
  "payment-method": PAYMENT_METHODS,
  "identity-check": IDENTITY_CHECKS,
  "customer-kind": CUSTOMER_KINDS,
  language: LANGUAGES,
  passcode: PASSCODE_KINDS,
  "paper-kind": PAPER_KINDS,
  "page-format": PAGE_FORMATS,
  "page-section": [...new Set(PAGE_KINDS.flatMap((kind) => PAGE_SECTIONS[kind]))],
  "slip-part": SLIP_PARTS,
  "papers.second": SECOND_PLACES,
  "queue.sort": QUEUE_SORTS,
  "fault-kind": FAULT_KINDS,
  "order.paper": PAPER_KINDS,
  "order.paper.state": PRINT_STATES,
  "printer-way": PRINTER_WAYS,
  "printer-way-hint": PRINTER_WAYS,
  "printer-address": PRINTER_WAYS,
  "printer-address-hint": PRINTER_WAYS,
  "printer-at": PRINTER_WAYS,
  "printer-language": PRINTER_LANGUAGES,
  "printer-language-hint": PRINTER_LANGUAGES,
  "printer-media": MEDIA_KINDS,
  "printer-media-hint": MEDIA_KINDS,
  "printers.kind": SIZE_KINDS,
  "printers.measure": [...new Set(Object.values(MEASURES).flat())],
  "print-trouble": PRINT_TROUBLES,
  "print.deed": PRINT_DEEDS,
  "print-log": PRINT_EVENTS,
  "import.field": IMPORT_FIELDS,
  "import.kind": IMPORT_KINDS,
  // What waits for goods or ends by what is given goes on by a deed; a decision names where a diagnosis leads.
  "order.go": [
    ...new Set([
      ...ORDER_STATES.filter((state) => !mayHandBack(state) && !BY_DEED.includes(state)).flatMap((state) => MOVES[state].slice(0, 1)),
      "approved",
      "replacing",
      "refunding",
    ]),
  ],
  "order.bar": union("src-main/domain/orders/order-policy.ts", "MoveBar"),
  "order.deed": [...WARRANTY_DEEDS, "put-under"],
  "order.confirmation": CONFIRMATIONS,
  "clock.what": DEADLINES,
  "policy.coverage": COVERAGES,
  "policy.coverage-until": COVERAGES.filter((coverage) => coverage !== "none"),
  "policy.remedy": REMEDIES,
  "policy.requirement": REQUIREMENTS,
  "policy.deadline": DEADLINES,
  "policy.verdict": VERDICTS,
  "policy.fact": [
    ...FACT_NAMES,
    "purchase.purchasedOn",
    "purchase.receivedOn",
    "product.manufacturedOn",
    ...PROOFS.flatMap((paper) => [`purchase.proof.${paper}`, `purchase.documents.${paper}`]),
  ],
  "policy.reason": REASONS,
  "policy.kind": PRODUCT_KINDS,
  "policy.origin": ORIGINS,
  "policy.place": PLACES,
  "policy.serial-state": SERIAL_STATES,
  "policy.stage": DECISION_STAGES,
  "policy.changed": ["coverage", "class", "offered", "charges"],
  "policy.refused": REQUESTS,
  "policy.refused-yet": REQUESTS,
  "policies.part": PARTS,
  "policies.question": QUESTIONS,
  "policies.if-missing": IF_MISSING,
  "policies.group": FACT_GROUPS.map(([group]) => group),
  "policies.start": STARTS,
  "policies.from": STARTS,
  "policies.codes": CODE_PARTS,
  "policies.words": ["findings", "defects", "parts"],
  "policies.scope": ["nothing", "paid"],
  "policies.example": ["new", "last-day", "day-after", "excluded", "return"],
  "policies.try": ["inspectedOn", "approvalGivenOn", "goodsReturnedOn"],
  command: Object.keys(USAGE),
  error: union("src-main/domain/ground/error.ts", "RefusalCode"),
  trouble: union("src-main/domain/ground/error.ts", "TroubleKind"),
  // Of an address all problems are told but that there is none, which is `required`.
  problem: [
    ...union("src-main/domain/ground/field-problem.ts", "Problem").filter((word) => word !== "empty"),
    ...union("src-main/domain/warranty/pack-problem.ts", "PackProblem"),
  ],
  "start.no-window": union("src-main/app/start.ts", "Obstacle"),
  "error.backup": union("src-main/domain/backups/backup.ts", "BackupTroubleKind"),
  "error.database": ["newer", "migration-failed", "damaged", "missing"],
};

describe("the program and its texts", () => {
  test.each(Object.entries(FAMILIES))("every word of %s has its text", (family, words) => {
    expect(words.filter((word) => !(`${family}.${word}` in messages.en))).toEqual([]);
  });

  test("every text that is asked for by name exists", () => {
    const missing = asked.flatMap(({ file, part }) => {
      const key = textOf(part);
      return key !== undefined && /^[a-z][\w-]*(\.[\w-]+)+$/.test(key) && !(key in messages.en) ? [`${key} in ${file}`] : [];
    });
    expect(missing).toEqual([]);
  });

  test("every text that stands in a list or a table for later exists", () => {
    const families = new Set(keys.map((key) => key.split(".")[0]));
    const named = [...code].flatMap(([file, nodes]) =>
      nodes.flatMap((node) => {
        const held = node.type === "Property" ? [node["value"]] : node.type === "ArrayExpression" ? (node["elements"] as readonly unknown[]) : [];
        return held.filter(isNode).flatMap((value) => {
          const key = textOf(value) ?? "";
          return /^[a-z][a-z-]*(\.[a-z][\w-]*)+$/.test(key) &&
            families.has(key.split(".")[0]) &&
            !FAMILIES["error"]!.includes(key) &&
            !isRight(key) &&
            !(key in FAMILIES)
            ? [`${key} in ${file}`]
            : [];
        });
      }),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((one) => !(one.split(" in ")[0]! in messages.en))).toEqual([]);
  });

  test("every family of texts that is asked for exists", () => {
    const missing = asked.flatMap(({ file, part }) => {
      const pattern = patternOf(part);
      return pattern && !keys.some((key) => pattern.test(key)) ? [`${pattern.source} in ${file}`] : [];
    });
    expect(missing).toEqual([]);
  });

  test("every text is used", () => {
    const enumerated = new Set(Object.entries(FAMILIES).flatMap(([family, words]) => words.map((word) => `${family}.${word}`)));
    const open = [...code.values()]
      .flat()
      .flatMap((node) => patternOf(node) ?? [])
      .filter(({ source }) => {
        const family = /^\^((?:[\w-]+\\\.)*[\w-]+)\\\./.exec(source)?.[1]?.replaceAll("\\.", ".");
        // A family that is enumerated has exactly its words; templates of it prove no other one used.
        return !(
          family !== undefined &&
          family in FAMILIES &&
          new RegExp(`^\\^${family.replaceAll(".", "\\\\\\.")}\\\\\\.(\\.\\+|\\[\\^\\.\\]\\+)\\$$`).test(source)
        );
      });
    const unused = keys.filter((key) => !literals.has(key) && !enumerated.has(key) && !open.some((pattern) => pattern.test(key)));
    expect(unused).toEqual([]);
  });

  test("the look at the code sees what it should", () => {
    expect(sources.length).toBeGreaterThan(150);
    expect(asked.flatMap(({ part }) => textOf(part) ?? [])).toContain("frame.search");
    expect(asked.some(({ part }) => patternOf(part)?.test("state.ready"))).toBe(true);
  });
});
