/** Long operations that were started and whose end nobody has read yet. */
import { integer, text, type Row } from "./columns.js";
import type { Database } from "./database.js";

const outcomes = ["running", "succeeded", "failed"] as const;

export interface TaskRecord {
  /** 32 hexadecimal digits. */
  key: string;
  name: string;
  outcome: (typeof outcomes)[number];
  /** 0 to 100. While a task runs, the engine knows better. */
  progress: number;
  statusText: string;
}

export interface TaskStore {
  get(key: string): TaskRecord | undefined;
  insert(task: TaskRecord, by: string, now: number): void;
  /** Its progress is complete then, even when it failed: programs wait for that before they look at the outcome. */
  finish(key: string, outcome: "succeeded" | "failed", statusText: string): void;
  delete(key: string): void;
  /** Ends every running task as failed: nobody works on it any more. */
  failRunning(statusText: string): void;
}

function toTask(row: Row): TaskRecord {
  const stored = text(row, "outcome");
  return {
    key: text(row, "key"),
    name: text(row, "name"),
    outcome: outcomes.find((outcome) => outcome === stored) ?? "failed",
    progress: integer(row, "progress"),
    statusText: text(row, "status_text"),
  };
}

export function createTaskStore(database: Database): TaskStore {
  const selectOne = database.query("SELECT * FROM tasks WHERE key = ?", toTask);
  const insert = database.command(
    `INSERT INTO tasks (key, name, started_by, started_on, outcome, progress, status_text)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = database.command("UPDATE tasks SET outcome = ?, progress = 100, status_text = ? WHERE key = ?");
  const deleteOne = database.command("DELETE FROM tasks WHERE key = ?");
  const failRunning = database.command(
    "UPDATE tasks SET outcome = 'failed', progress = 100, status_text = ? WHERE outcome = 'running'",
  );
  return {
    get: (key) => selectOne.get(key),
    insert({ key, name, outcome, progress, statusText }, by, now) {
      insert.run(key, name, by, now, outcome, progress, statusText);
    },
    finish(key, outcome, statusText) {
      update.run(outcome, statusText, key);
    },
    delete(key) {
      deleteOne.run(key);
    },
    failRunning(statusText) {
      failRunning.run(statusText);
    },
  };
}
