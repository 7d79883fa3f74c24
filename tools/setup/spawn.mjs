/** Starting programs, the same way on every system. */
import { spawn } from "node:child_process";
import process from "node:process";
import { SetupProblem } from "./problem.mjs";

const windows = process.platform === "win32";

/** Milliseconds after which somebody wonders what is going on. */
const patience = 1000;

/** Milliseconds between two looks whether npm is still there. */
const pause = 500;

/** The shell of npm, where npm has started this. */
const shellOfNpm = process.env.npm_lifecycle_event === undefined || windows ? undefined : process.ppid;

/**
 * @param {string} command a program on PATH, or a path
 * @param {string[]} parameters
 * @param {{ cwd?: string | undefined, environment?: NodeJS.ProcessEnv | undefined, stdio: "inherit" | "pipe" }} settings
 */
function start(command, parameters, { cwd, environment = process.env, stdio }) {
  // On Windows the programs of npm packages are .cmd files, which only a shell can start; a shell needs quotes.
  const shell = windows && !command.endsWith(".exe");
  const quote = (/** @type {string} */ text) => (shell ? `"${text.replaceAll('"', '""')}"` : text);
  return spawn(quote(command), parameters.map(quote), {
    cwd,
    env: environment,
    shell,
    stdio: stdio === "inherit" ? "inherit" : ["ignore", "pipe", "pipe"],
  });
}

/**
 * Runs a program in this terminal. Ctrl-C reaches the program as well, which then ends in its own way. When npm is told to
 * end, its shell ends without a word to what it has started: its absence ends the program.
 * @param {string} command
 * @param {string[]} parameters
 * @param {{ cwd: string, environment: NodeJS.ProcessEnv }} settings
 * @returns {Promise<number>} its exit code
 */
export function exitCodeOf(command, parameters, { cwd, environment }) {
  return new Promise((resolve, reject) => {
    const child = start(command, parameters, { cwd, environment, stdio: "inherit" });
    const waitForChild = () => undefined;
    const look = setInterval(() => {
      if (shellOfNpm !== undefined && process.ppid !== shellOfNpm) passOn();
    }, pause);
    const passOn = () => {
      // Told twice, a program does not end in its own way.
      clearInterval(look);
      child.kill("SIGTERM");
    };
    process.on("SIGINT", waitForChild).on("SIGTERM", passOn);
    const finish = () => {
      clearInterval(look);
      process.off("SIGINT", waitForChild).off("SIGTERM", passOn);
    };
    child.once("error", (error) => {
      finish();
      reject(new SetupProblem(`${command} cannot be started: ${error.message}`));
    });
    child.once("close", (code, signal) => {
      finish();
      resolve(code ?? (signal === "SIGINT" ? 130 : 1));
    });
  });
}

/**
 * Runs a program and collects what it prints.
 * @param {string} command
 * @param {string[]} parameters
 * @param {{ cwd?: string, environment?: NodeJS.ProcessEnv, notice?: { text: string, when?: RegExp } | undefined }} [settings]
 *   the text of `notice` is printed when the program takes a while or, with `when`, has printed that
 * @returns {Promise<{ code: number, stdout: string, output: string }>}
 *   `output` is stdout and stderr together; `code` is -1 when the program does not exist
 */
export function outputOf(command, parameters, { cwd, environment, notice } = {}) {
  return new Promise((resolve) => {
    let output = "";
    let stdout = "";
    const child = start(command, parameters, { cwd, environment, stdio: "pipe" });
    let isDue = notice !== undefined;
    const show = () => {
      if (isDue) process.stderr.write(`${notice?.text}\n`);
      isDue = false;
    };
    const timer = notice?.when === undefined ? setTimeout(show, patience) : undefined;
    const collect = (/** @type {string} */ chunk) => {
      output += chunk;
      if (notice?.when?.test(output) === true) show();
    };
    child.stdout?.setEncoding("utf8").on("data", (/** @type {string} */ chunk) => {
      stdout += chunk;
      collect(chunk);
    });
    child.stderr?.setEncoding("utf8").on("data", collect);
    const finish = (/** @type {number} */ code) => {
      clearTimeout(timer);
      resolve({ code, stdout, output });
    };
    child.once("error", () => {
      finish(-1);
    });
    child.once("close", (code) => {
      finish(code ?? 1);
    });
  });
}
