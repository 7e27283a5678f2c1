import { enableCompileCache } from "node:module";

/** Loaded before a front door: keeps compiled code from one start to the next, which halves what a start costs. */
enableCompileCache();
