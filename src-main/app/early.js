import { enableCompileCache, flushCompileCache } from "node:module";
import { isMainThread } from "node:worker_threads";

/** When a start is over, ms: what it compiled is kept even if the process is killed later. */
const STARTED_MS = 10_000;

/**
 * Loaded before a front door: decides who may read what is written, and keeps compiled code from one start to the next, which halves what a start costs. JavaScript, for this
 * file comes before the cache: as TypeScript it would have Node load its stripper at every start, 60 ms for a few lines.
 */
// What Talon writes is for whoever runs it: database, photos, log, backups. Processes that it starts do the same. A thread loads this file too, and has its process's mask.
if (isMainThread) process.umask(0o077);
enableCompileCache();
setTimeout(flushCompileCache, STARTED_MS).unref();
