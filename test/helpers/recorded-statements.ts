import type { Database, Statement } from "better-sqlite3";

/** A statement that was run, with its values. */
export type Asked = { readonly sql: string; readonly method: "run" | "get" | "all"; readonly values: readonly unknown[] };

/** What was asked of a database since the last look. */
export type Recorder = { readonly take: () => readonly Asked[] };

const METHODS: readonly string[] = ["run", "get", "all"] satisfies readonly Asked["method"][];

/**
 * Notes every prepared statement that runs on a connection from now on, leaving out pragmas and what begins and ends
 * transactions. To be called before anything prepares statements there: `database/prepared.ts` keeps them.
 */
export function recordStatements(db: Database): Recorder {
  let asked: Asked[] = [];
  const prepare = db.prepare.bind(db) as (sql: string) => Statement<unknown[]>;
  const noting = (sql: string): Statement<unknown[]> => {
    const noted: Statement<unknown[]> = new Proxy(prepare(sql), {
      get(statement, name) {
        const member = Reflect.get(statement, name, statement) as unknown;
        if (typeof member !== "function") return member;
        return (...values: unknown[]): unknown => {
          if (METHODS.includes(String(name))) asked.push({ sql, method: name as Asked["method"], values });
          const given = (member as (...args: unknown[]) => unknown).apply(statement, values);
          // `pluck` and its like give back the statement, which is to be noted as well.
          return given === statement ? noted : given;
        };
      },
    });
    return noted;
  };
  Object.assign(db, { prepare: noting });
  return {
    take() {
      const taken = asked;
      asked = [];
      return taken;
    },
  };
}

/** SQLite's plan for a statement, one line per step. */
export const planOf = (db: Database, { sql, values }: Asked): readonly string[] =>
  (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[]).map(({ detail }) => detail);
