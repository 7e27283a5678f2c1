import { type } from "@orpc/contract";
import { z } from "zod";
import type { Permits } from "../../domain/ground/rights.ts";
import type { Person, SetUpInput, Welcome } from "../../domain/shop/shop.ts";
import { json, needs } from "../ground/base.ts";
import { shopSettings } from "../shop/shop.ts";
import { line } from "../ground/text.ts";

/** A person who has signed in, with the ticket that lets the same screen come back after a reload. */
type SignedIn = {
  readonly person: Person;
  readonly permits: Permits;
  readonly ticket: string;
  readonly preferences: Readonly<Record<string, unknown>>;
};

const pin = z.string().max(8);

export const session = {
  welcome: needs("public").output(type<Welcome & { opensPapers: boolean }>()),
  setUp: needs("public")
    .input(
      z.strictObject({
        settings: shopSettings,
        person: z.strictObject({ name: line(200), pin }),
        bench: line(200),
      }) satisfies z.ZodType<SetUpInput>,
    )
    .output(type<SignedIn>()),
  signIn: needs("public")
    .input(z.strictObject({ personId: z.uuid(), pin }))
    .output(type<SignedIn>()),
  resume: needs("public")
    .input(z.strictObject({ ticket: z.string().max(100) }))
    .output(type<SignedIn | null>()),
  signOut: needs("public").output(type<void>()),
  /** A sign of life: whoever sits at the bench has typed or pointed at something. */
  stay: needs("anyone").output(type<void>()),
  /** What the caller may do by now. */
  permits: needs("anyone").output(type<Permits>()),
  /** Changes one's own PIN; `pin` is the one of before, empty where there was none. All other sessions of this person end. */
  changePin: needs("anyone")
    .input(z.strictObject({ pin, newPin: pin }))
    .output(type<SignedIn>()),
  keepPreferences: needs("anyone")
    .input(z.record(z.string().max(100), json))
    .output(type<void>()),
};
