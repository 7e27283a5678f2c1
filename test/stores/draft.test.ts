import { beforeEach, expect, test, vi } from "vitest";
import { defaultShop } from "../../src-main/domain/shop/shop.ts";
import { readIntake } from "../../src-main/domain/orders/intake.ts";

const kept = vi.hoisted(() => ({ draft: null as { form: unknown; savedAt: number } | null }));
vi.mock("../../src-renderer/client/client.ts", () => ({
  client: {
    draft: {
      get: () => Promise.resolve(kept.draft),
      keep: (form: unknown) => {
        kept.draft = { form: structuredClone(form), savedAt: 1 };
        return Promise.resolve(kept.draft);
      },
      drop: () => {
        kept.draft = null;
        return Promise.resolve();
      },
    },
  },
}));

const load = async () => {
  vi.resetModules();
  const store = await import("../../src-renderer/stores/draft.ts");
  await store.loadDraft("ru");
  return { ...store, ...(await import("../../src-renderer/stores/intake-form.ts")), form: () => store.useDraft.getState().form };
};

beforeEach(() => {
  kept.draft = null;
});

test("a device that comes in is thought to be broken, whole, and the maker's own, until the counter says otherwise", async () => {
  const { form, intakeOf } = await load();
  expect(intakeOf(form()).warranty).toMatchObject({ reason: "defect", kind: "finished", origin: "own", unused: null, findings: [] });
});

test("why something goes back is asked, why it is repaired is not", async () => {
  const { form, changeDraft, requestFields } = await load();
  changeDraft(requestFields(form(), "return"));
  expect(form()).toMatchObject({ request: "return", warranty: { reason: null } });
  changeDraft({ warranty: { ...form().warranty, reason: "changed-mind", unused: true } });
  changeDraft(requestFields(form(), "refund"));
  expect(form()).toMatchObject({ request: "refund", warranty: { reason: "changed-mind", unused: true } });
  changeDraft(requestFields(form(), "repair"));
  expect(form()).toMatchObject({ request: "repair", warranty: { reason: "defect", unused: true } });
  changeDraft({ warranty: { ...form().warranty, reason: "shipping-damage" } });
  changeDraft(requestFields(form(), "exchange"));
  expect(form().warranty.reason).toBe("shipping-damage");
});

test("the brand chooses the policy until someone does", async () => {
  const { form, changeDraft, intakeOf, previewOf } = await load();
  expect("policy" in intakeOf(form())).toBe(false);
  expect(previewOf(form())?.policy).toBeNull();
  changeDraft({ policy: { id: "dreame-kz" } });
  expect(intakeOf(form()).policy).toBe("dreame-kz");
  expect(previewOf(form())?.policy).toBe("dreame-kz");
  changeDraft({ policy: { id: null } });
  expect(intakeOf(form()).policy).toBeNull();
  expect(previewOf(form())).toBeNull();
});

test("a decision takes only what is written down in full", async () => {
  const { form, changeDraft, previewOf } = await load();
  changeDraft({
    brand: " Dreame ",
    serial: "x".repeat(500),
    purchasedOn: "2026-03-01",
    receivedOn: "4.",
    proof: ["receipt"],
    warrantyCardStamped: true,
    warranty: { ...form().warranty, damageReportedOn: "yester" },
    sameFaultAs: { id: "0198c1de-0000-7000-8000-000000000001", number: "R26-000001-R" },
  });
  expect(previewOf(form())).toMatchObject({
    device: { brand: "Dreame", serial: "x".repeat(200), purchasedOn: "2026-03-01", receivedOn: null, manufacturedOn: null },
    proofs: ["receipt"],
    warrantyCardStamped: false,
    facts: { damageReportedOn: null },
    sameFaultAs: "0198c1de-0000-7000-8000-000000000001",
  });
});

test("a day of the warranty that is none is refused beside its field", async () => {
  const { form, changeDraft, intakeOf } = await load();
  changeDraft({ name: "A", phone: "+77011234567", category: "phone", fault: "x", warranty: { ...form().warranty, damageReportedOn: "yester" } });
  expect(readIntake(intakeOf(form()), defaultShop("KZ", "Asia/Almaty"), "2026-11-20")).toEqual([
    { field: "warranty.damageReportedOn", problem: "date" },
  ]);
});

test("policy and facts are kept with the draft, and a draft of an older Talon gets what it lacks", async () => {
  const first = await load();
  first.changeDraft({ policy: { id: "jietai-en" }, warranty: { ...first.form().warranty, origin: "oem", findings: ["misuse"] } });
  await first.saveDraft();
  expect((await load()).form()).toMatchObject({ policy: { id: "jietai-en" }, warranty: { origin: "oem", findings: ["misuse"] } });

  kept.draft = { form: { name: "Jānis", warranty: { place: "same-city" } }, savedAt: 1 };
  expect((await load()).form()).toMatchObject({ name: "Jānis", policy: null, warranty: { place: "same-city", reason: "defect", findings: [] } });
  kept.draft = { form: { name: "Jānis" }, savedAt: 1 };
  expect((await load()).form()).toMatchObject({ name: "Jānis", warranty: { origin: "own" } });
});

test("what is typed before the half-filled form has come joins it, and neither is lost", async () => {
  const first = await load();
  first.changeDraft({ phone: "87025554433", name: "Līga" });
  await first.saveDraft();
  vi.resetModules();
  const store = await import("../../src-renderer/stores/draft.ts");
  store.changeDraft({ name: "Līga Kalniņa", fault: "Nelādējas" });
  const loading = store.loadDraft("lv");
  store.changeDraft({ fault: "Nelādējas vairs" });
  await store.saveDraft();
  await loading;
  const both = { phone: "87025554433", name: "Līga Kalniņa", fault: "Nelādējas vairs" };
  expect(store.useDraft.getState()).toMatchObject({ loaded: true, form: both });
  expect(kept.draft?.form).toMatchObject(both);
});

test("what is typed without a pause is kept all the same", async () => {
  vi.useFakeTimers();
  const { form, changeDraft } = await load();
  for (const letter of "Не заряжается") {
    changeDraft({ fault: form().fault + letter });
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(kept.draft).toMatchObject({ form: { fault: expect.stringMatching(/^Не заряж/) } });
  vi.useRealTimers();
});

test("a draft that is being taken in is not kept once more behind the intake; one that was refused is", async () => {
  vi.useFakeTimers();
  const { changeDraft, resetDraft, takeDraftIn } = await load();
  const slowly = (end: () => Promise<unknown>) => async () => {
    await vi.advanceTimersByTimeAsync(1000);
    return end();
  };
  changeDraft({ fault: "x" });
  await takeDraftIn(slowly(() => Promise.resolve()));
  resetDraft("ru", false);
  await vi.advanceTimersByTimeAsync(1000);
  expect(kept.draft).toBeNull();

  changeDraft({ fault: "y" });
  await expect(takeDraftIn(slowly(() => Promise.reject(new Error("disk full"))))).rejects.toThrow("disk full");
  expect(kept.draft).toBeNull();
  await vi.advanceTimersByTimeAsync(1000);
  expect(kept.draft).toMatchObject({ form: { fault: "y" } });
  vi.useRealTimers();
});

test("the next device starts anew, whoever brings it", async () => {
  const { form, changeDraft, resetDraft } = await load();
  for (const keepCustomer of [false, true]) {
    changeDraft({ name: "A", policy: { id: null }, warranty: { ...form().warranty, findings: ["misuse"] } });
    resetDraft("ru", keepCustomer);
    expect(form()).toMatchObject({ name: keepCustomer ? "A" : "", policy: null, warranty: { findings: [], reason: "defect" } });
  }
});
