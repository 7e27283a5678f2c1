/**
 * Everything that somebody may be allowed to do. `everyday` rights are safe with whoever stands at the bench; `guarded` ones count only
 * for a person whose PIN keeps colleagues out.
 */
const RIGHTS = {
  "order.intake": "everyday",
  "order.move": "everyday",
  "order.assign": "everyday",
  "order.change": "everyday",
  "order.inspect": "everyday",
  "order.confirm-price": "everyday",
  "order.hand-back": "everyday",
  "return.approve": "everyday",
  "passcode.reveal": "everyday",
  "payment.take": "everyday",
  "customer.change": "everyday",
  "paper.print": "everyday",
  "printer.route": "everyday",
  "backup.make": "everyday",
  "order.overrule": "guarded",
  "payment.refund": "guarded",
  "policy.change": "guarded",
  "settings.change": "guarded",
  "template.change": "guarded",
  "printer.change": "guarded",
  "people.change": "guarded",
  "bench.change": "guarded",
  "data.import": "guarded",
  "data.export": "guarded",
  "backup.change": "guarded",
  "backup.restore": "guarded",
} as const satisfies Readonly<Record<string, "everyday" | "guarded">>;

export type Right = keyof typeof RIGHTS;

/** All rights. A role holds some of them: see the table `role_right`. */
export const ALL_RIGHTS = Object.keys(RIGHTS) as readonly Right[];

export const isRight = (text: string): text is Right => Object.hasOwn(RIGHTS, text);

/** Whether a right counts only for a person with a PIN. */
export const isGuarded = (right: Right): boolean => RIGHTS[right] === "guarded";

/**
 * What a procedure asks of its caller: a right, or only that they have signed in (`anyone`), or nothing (`public`). `set-up` is public
 * until the shop is set up, and `anyone` from then on.
 */
export type Access = Right | "anyone" | "set-up" | "public";

/** The roles that every shop starts with. */
export const SUPERVISOR = "supervisor";
export const TECHNICIAN = "technician";

/** What somebody may do now. */
export type Permits = {
  readonly rights: readonly Right[];
  /** Whether their role has rights that do not count before they have a PIN. */
  readonly needsPin: boolean;
};

/** Rights that count: whoever has no PIN is not told from their colleagues, and keeps the everyday rights alone once there are any. */
export const effectiveRights = (
  granted: readonly Right[],
  { hasPin, alone }: { readonly hasPin: boolean; readonly alone: boolean },
): readonly Right[] => (hasPin || alone ? granted : granted.filter((right) => !isGuarded(right)));
