/** What the spooler needs to empty the print queue; the queue itself stays in the database. */
export type SpoolerPorts = {
  /** Resolves when papers can be made; nothing else waits meanwhile. */
  readonly ready?: () => Promise<void>;
  /** Ids of jobs that wait, oldest first: what a crash or a restart left behind. */
  readonly waiting: () => readonly string[];
  /** Takes one job to its end; throws only for trouble of the world. */
  readonly finish: (jobId: string) => void;
  readonly log: (error: unknown) => unknown;
};

/** Empties the print queue, one job after the other, between the requests of the screens. */
export type Spooler = {
  readonly add: (jobId: string) => void;
  /** Takes up jobs that another program queued or a crash left. */
  readonly resume: () => void;
  /** Resolves when nothing waits. */
  readonly idle: () => Promise<void>;
  readonly stop: () => void;
};

/** Pause before a job is tried again after trouble of the world, ms. */
const RETRY_MS = 5000;

export function startSpooler({ ready, waiting, finish, log }: SpoolerPorts): Spooler {
  const queue: string[] = [];
  let running: Promise<void> | undefined;
  let stopped = false;
  let retry: NodeJS.Timeout | undefined;

  async function run(): Promise<void> {
    await ready?.();
    for (let jobId = queue.shift(); jobId !== undefined && !stopped; jobId = queue.shift()) {
      // The answer to whoever queued the job goes out first.
      await new Promise((resolve) => setImmediate(resolve));
      if (stopped) break;
      try {
        finish(jobId);
      } catch (error) {
        log(error);
        retry ??= setTimeout(() => {
          retry = undefined;
          resume();
        }, RETRY_MS).unref();
      }
    }
    running = undefined;
  }

  function add(jobId: string): void {
    if (stopped) return;
    if (!queue.includes(jobId)) queue.push(jobId);
    running ??= run();
  }

  function resume(): void {
    try {
      for (const jobId of waiting()) add(jobId);
    } catch (error) {
      log(error);
    }
  }

  return {
    add,
    resume,
    idle: async () => {
      while (running) await running;
    },
    stop: () => {
      stopped = true;
      clearTimeout(retry);
    },
  };
}
