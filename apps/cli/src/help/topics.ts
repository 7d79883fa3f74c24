/** Parts of the help that belong to no command. */
import { exitCodeMeanings } from "../failures/kinds.js";

/** Two columns of a section. */
export type Row = readonly [left: string, right: string];

export const environmentTopics: readonly Row[] = [
  ["CLICKHELP_PORTAL_URL", "Portal name, host or URL"],
  ["CLICKHELP_USERNAME", "Login of a contributor"],
  ["CLICKHELP_API_KEY", "API key of that login; made on the profile page of the portal, not the password"],
  ["CLICKHELP_API_KEY_FILE", "File of the key, unless CLICKHELP_API_KEY is set"],
  ["CLICKHELP_READ_ONLY", "1 refuses everything that changes the portal"],
  ["CLICKHELP_CACERT", "Certificate authorities to trust as well"],
  ["CLICKHELP_CONFIG_DIR", "Folder of config.json"],
  ["CLICKHELP_PROFILE", "Profile in config.json"],
  ["CLICKHELP_NO_INPUT", "1 never asks a question"],
  ["CLICKHELP_DEBUG", "1 tells all about requests and failures, without secrets"],
  ["HTTPS_PROXY, NO_PROXY", "Proxy to use, or else HTTP_PROXY; and hosts to reach without it"],
  ["NO_COLOR, FORCE_COLOR", "Without colour, with colour"],
];

export const fileTopics: readonly Row[] = [
  ["clickhelp.config.yaml", "The project file: portal and project for a folder and all below it; no secrets"],
  ["config.json", "Profiles, in CLICKHELP_CONFIG_DIR or the user's folder for settings"],
];

export const exitCodeTopics: readonly Row[] = Object.entries(exitCodeMeanings).map(([code, meaning]) => [
  code.padStart(3),
  meaning,
]);
