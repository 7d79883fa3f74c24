/** The words of a task's status. */
import type { TaskStatus } from "@clickhelp-js/protocol";

/** What a task says it is doing, in one line: without the `<br/>` that portals put in. Empty when it says nothing. */
export function plainStatusText(status: TaskStatus): string {
  return (status.statusText ?? "")
    .replaceAll(/<br\s*\/?>/gi, " ")
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trim();
}
