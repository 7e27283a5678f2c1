/** Who waits for a paper, the most impatient first: somebody before a screen, a printer, an export. */
export const WAITING = ["screen", "printer", "export"] as const;
export type Waiting = (typeof WAITING)[number];

/** Papers that wait to be made. */
export type PaperQueue<Paper> = {
  readonly add: (paper: Paper, by: Waiting) => void;
  /** Puts a paper before all others. */
  readonly putBack: (paper: Paper) => void;
  /** What is made next. */
  readonly take: () => Paper | undefined;
  /** @returns whether it still waited */
  readonly remove: (paper: Paper) => boolean;
  /** Empties the queue. */
  readonly clear: () => readonly Paper[];
};

/** After so many papers of the more impatient, one of those who were passed over has its turn. */
const MOST_PASSED = 8;

/** The more impatient come first, but starve nobody; among equals who asked first. */
export function openPaperQueue<Paper>(): PaperQueue<Paper> {
  let first: Paper[] = [];
  const lanes = WAITING.map((by) => ({ by, papers: [] as Paper[], passed: 0 }));
  return {
    add: (paper, by) => void lanes.find((lane) => lane.by === by)!.papers.push(paper),
    putBack: (paper) => void first.unshift(paper),
    take() {
      if (first.length > 0) return first.shift();
      const waiting = lanes.filter(({ papers }) => papers.length > 0);
      const next = waiting.find(({ passed }) => passed >= MOST_PASSED) ?? waiting[0];
      for (const lane of lanes) lane.passed = lane === next || lane.papers.length === 0 ? 0 : lane.passed + 1;
      return next?.papers.shift();
    },
    remove(paper) {
      const lists = [first, ...lanes.map(({ papers }) => papers)];
      const list = lists.find((papers) => papers.includes(paper));
      list?.splice(list.indexOf(paper), 1);
      return list !== undefined;
    },
    clear() {
      const all = [...first, ...lanes.flatMap(({ papers }) => papers.splice(0))];
      first = [];
      return all;
    },
  };
}
