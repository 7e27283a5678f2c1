/** What the file system says while an antivirus or a sync client has a file open. */
const MOMENTARY: readonly unknown[] = ["EPERM", "EACCES", "EBUSY"];

/** Pauses between attempts, ms; about a second in all. */
export const PAUSES_MS: readonly number[] = [10, 20, 40, 80, 160, 320, 400];

/** Whether trying a moment later may help. */
export const isMomentary = (error: unknown): boolean => MOMENTARY.includes((error as { code?: unknown } | null)?.code);

/** Tries something again for about a second where another program holds a file for a moment. @throws the last error */
export async function patiently(attempt: () => Promise<void>, pause: (ms: number) => Promise<unknown>): Promise<void> {
  for (const ms of PAUSES_MS) {
    try {
      return await attempt();
    } catch (error) {
      if (!isMomentary(error)) throw error;
    }
    await pause(ms);
  }
  await attempt();
}
