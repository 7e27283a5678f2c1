import { type } from "@orpc/contract";
import { z } from "zod";
import type { Person, SetUpInput, Welcome } from "../domain/shop.ts";
import { base, json } from "./base.ts";
import { shopSettings } from "./shop.ts";

/** A person who has signed in, with the ticket that lets the same screen come back after a reload. */
type SignedIn = { readonly person: Person; readonly ticket: string; readonly preferences: Readonly<Record<string, unknown>> };

const pin = z.string().max(8);

export const session = {
  welcome: base.output(type<Welcome & { opensPapers: boolean }>()),
  setUp: base
    .input(
      z.strictObject({
        settings: shopSettings,
        person: z.strictObject({ name: z.string().max(200), pin }),
        bench: z.string().max(200),
      }) satisfies z.ZodType<SetUpInput>,
    )
    .output(type<SignedIn>()),
  signIn: base.input(z.strictObject({ personId: z.uuid(), pin })).output(type<SignedIn>()),
  resume: base.input(z.strictObject({ ticket: z.string().max(100) })).output(type<SignedIn | null>()),
  signOut: base.output(type<void>()),
  keepPreferences: base.input(z.record(z.string().max(100), json)).output(type<void>()),
};
