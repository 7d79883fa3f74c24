/** Lines to be typed into the shell that people have on their system. */

export interface Shell {
  /** A word as the shell takes it, between quotation marks only where it needs them. */
  quote(word: string): string;
  /** The line that sets an environment variable. */
  assign(name: string, value: string): string;
  /** The program `curl`; PowerShell calls something else by that name. */
  readonly curl: string;
  /** What a line ends in that goes on in the next one. */
  readonly continuation: string;
}

const posix: Shell = {
  quote: (word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`),
  assign: (name, value) => `export ${name}=${posix.quote(value)}`,
  curl: "curl",
  continuation: "\\",
};

const powerShell: Shell = {
  quote: (word) => (/^[\w%+=:./\\-]+$/.test(word) ? word : inPowerShell(word)),
  assign: (name, value) => `$env:${name} = ${inPowerShell(value)}`,
  curl: "curl.exe",
  continuation: "`",
};

function inPowerShell(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** PowerShell on Windows, a POSIX shell elsewhere. */
export function shellOf(platform: NodeJS.Platform): Shell {
  return platform === "win32" ? powerShell : posix;
}
