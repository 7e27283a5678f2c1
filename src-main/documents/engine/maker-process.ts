import type { RefusalCode } from "../../domain/ground/error.ts";
import type { PaperMaker, RenderedPaper } from "./render.ts";

/** What a process that makes papers is asked: which of its functions, with what. */
export type Question = { [Name in keyof PaperMaker]: { readonly name: Name; readonly given: Parameters<PaperMaker[Name]> } }[keyof PaperMaker];

/** What came of a question: a paper, a refusal by a rule, or a bug. */
export type Answer =
  | { readonly made: RenderedPaper }
  | {
      readonly refused: {
        readonly code: RefusalCode;
        readonly data: Readonly<Record<string, unknown>>;
        readonly message: string;
        /** Of a template; undefined where no template is to blame. */
        readonly line: number | null | undefined;
      };
    }
  | { readonly failed: string };

/** What such a process says: that it begins with a paper, and what came of it; `memory` is what it holds afterwards, bytes. */
export type MakerMessage = "begun" | { readonly answer: Answer; readonly memory: number };

/** A process that makes papers, as whoever started it sees it. */
export type MakerProcess = {
  readonly ask: (question: Question) => void;
  /** Ends it at once, whatever it is doing. */
  readonly kill: () => void;
  /** Whether this program stays for what the process may still say. */
  readonly hold: (on: boolean) => void;
};

/**
 * Starts a process that makes papers. It calls back later, never at once, and after `ended` no more.
 * @param args of the program, see `app/paper-maker.ts`
 * @param env variables that differ from this process's
 */
export type StartMaker = (start: {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly heard: (message: MakerMessage) => void;
  /** @param how `ended with SIGKILL`, `took too much memory` */
  readonly ended: (how: string) => void;
}) => MakerProcess;

/** What the program that makes papers is told at its start, as JSON behind the folder of resources. */
export type MakerTold<Options> = { readonly options: Options; readonly longestMs: number };
