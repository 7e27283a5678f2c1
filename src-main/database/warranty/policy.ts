import type { Database } from "better-sqlite3";
import { DomainError } from "../../domain/ground/error.ts";
import type { PolicyPack } from "../../domain/warranty/policy-pack.ts";
import type { BrandPolicy, PolicySummary } from "../../domain/warranty/shop-policy.ts";
import { foldText } from "../../domain/ground/text.ts";
import { prepared } from "../ground/prepared.ts";

type SavedRow = { id: string; version: number; own: number; saved_at: number | null; saved_by_name: string | null };

const statements = prepared((db) => ({
  insert: db.prepare("INSERT INTO policy_pack (id, version, pack, own, saved_at, saved_by) VALUES (?, ?, ?, ?, ?, ?)"),
  newest: db.prepare<[string], { version: number | null }>("SELECT max(version) AS version FROM policy_pack WHERE id = +?"),
  pack: db.prepare<[string, number], { pack: string }>("SELECT pack FROM policy_pack WHERE id = +? AND version = +?"),
  ids: db.prepare<[], { id: string; version: number }>("SELECT id, max(version) AS version FROM policy_pack GROUP BY id ORDER BY id"),
  saved: db.prepare<[string, number], SavedRow>(`SELECT p.id, p.version, p.own, p.saved_at, s.name AS saved_by_name
    FROM policy_pack p LEFT JOIN person s ON s.id = p.saved_by WHERE p.id = +? AND p.version = +?`),
  brands: db.prepare<[], { brand: string; policy: string | null }>("SELECT brand, policy FROM brand_policy ORDER BY brand_folded"),
  putBrand: db.prepare(`INSERT INTO brand_policy (brand_folded, brand, policy) VALUES (?, ?, ?)
    ON CONFLICT (brand_folded) DO UPDATE SET brand = excluded.brand, policy = excluded.policy`),
  deleteBrand: db.prepare("DELETE FROM brand_policy WHERE brand_folded = ?"),
}));

/** Packs once read: a version never changes, and `decide` keeps what it worked out of one by its identity. */
const packs = prepared(() => new Map<string, PolicyPack>());

function readPack(db: Database, id: string, version: number): PolicyPack | undefined {
  const key = `${id} ${version}`;
  const known = packs(db).get(key);
  if (known) return known;
  const row = statements(db).pack.get(id, version);
  if (!row) return undefined;
  const pack = JSON.parse(row.pack) as PolicyPack;
  packs(db).set(key, pack);
  return pack;
}

/** A policy in its newest version, or undefined where the shop has none of this id. */
export function findPolicy(db: Database, id: string): PolicyPack | undefined {
  const version = statements(db).newest.get(id)!.version;
  return version === null ? undefined : readPack(db, id, version);
}

/** A policy in one version. @throws DomainError `policy.unknown` */
export function getPolicy(db: Database, id: string, version: number): PolicyPack {
  const pack = readPack(db, id, version);
  if (!pack) throw new DomainError("policy.unknown", { field: "policy", text: `${id} ${version}` });
  return pack;
}

/** All policies in their newest versions. */
export const listPolicies = (db: Database): readonly PolicyPack[] =>
  statements(db)
    .ids.all()
    .map(({ id, version }) => readPack(db, id, version)!);

/** All policies in their newest versions, with who saved them and when. */
export const listPolicySummaries = (db: Database): readonly PolicySummary[] =>
  listPolicies(db).map(({ id, version, name, languages }) => {
    const row = statements(db).saved.get(id, version)!;
    return { id, version, name, languages, own: row.own === 1, savedAt: row.saved_at, savedBy: row.saved_by_name };
  });

/** Stores a version of a policy. `own` is false for packs that come with Talon. */
export const insertPolicy = (db: Database, pack: PolicyPack, saved: { own: boolean; at: number | null; personId: string | null }): void =>
  void statements(db).insert.run(pack.id, pack.version, JSON.stringify(pack), saved.own ? 1 : 0, saved.at, saved.personId);

export const listBrandPolicies = (db: Database): readonly BrandPolicy[] => statements(db).brands.all();

export const putBrandPolicy = (db: Database, { brand, policy }: BrandPolicy): void =>
  void statements(db).putBrand.run(foldText(brand), brand.trim(), policy);

export const deleteBrandPolicy = (db: Database, brand: string): void => void statements(db).deleteBrand.run(foldText(brand));
