/** Showing how far a file is on its way. */
import type { CommandContext } from "../context.js";
import { createFormatter } from "../output/format.js";
import type { Progress } from "../output/progress.js";

/** A smaller file is through before anybody has read of it, in bytes. */
const WORTH_SHOWING = 10 * 1024 * 1024;

type Report = (doneBytes: number, totalBytes: number | undefined) => Promise<void>;

/** Does the work, which reports how far it is; of a large file that is shown. */
export async function showTransfer<T>(
  { progress }: Pick<CommandContext, "progress">,
  label: string,
  work: (report: Report) => Promise<T>,
): Promise<T> {
  const format = createFormatter();
  let shown: Progress | undefined;
  const report: Report = async (doneBytes, totalBytes = 0) => {
    if (totalBytes < WORTH_SHOWING) return;
    shown ??= await progress(label);
    shown.update({ fraction: doneBytes / totalBytes, text: `${format.size(doneBytes)} of ${format.size(totalBytes)}` });
  };
  try {
    const result = await work(report);
    shown?.done();
    return result;
  } catch (error) {
    shown?.stop();
    throw error;
  }
}
