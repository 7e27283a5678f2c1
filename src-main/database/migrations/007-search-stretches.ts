import type { Database } from "better-sqlite3";
import { wordsInStretch } from "../search-index.ts";

/**
 * Searches cost the same however old the shop is: the words of closed orders and of customers stand in stretches, which
 * `searchPrefixes` fills.
 */
export function searchStretches(db: Database): void {
  db.exec(`
    DROP TRIGGER words_closed;
    DROP TABLE closed_search;
    DROP TABLE customer_search;
    CREATE VIRTUAL TABLE closed_search USING fts5 (
      words, content='', contentless_delete=1, detail='none', prefix='2 3 4 5 6 7'
    );
    CREATE VIRTUAL TABLE customer_search USING fts5 (
      words, content='', contentless_delete=1, detail='none', prefix='2 3 4 5 6 7'
    );
    CREATE TRIGGER words_closed AFTER UPDATE OF closed_at ON repair_order WHEN OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL BEGIN
      INSERT OR REPLACE INTO closed_search (rowid, words)
        SELECT rowid, ${wordsInStretch("OLD.ordinal", "words")} FROM open_search WHERE rowid = OLD.ordinal;
      DELETE FROM open_search WHERE rowid = OLD.ordinal;
    END;
  `);
}
