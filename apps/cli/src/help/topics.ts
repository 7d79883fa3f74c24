/** Parts of the help that belong to no command. */

type Row = readonly [left: string, right: string];

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
  ["HTTPS_PROXY, NO_PROXY", "Proxy to use, and hosts to reach without it"],
  ["NO_COLOR, FORCE_COLOR", "Without colour, with colour"],
];

export const fileTopics: readonly Row[] = [
  ["clickhelp.config.yaml", "The project file: portal and project for a folder and all below it; no secrets"],
  ["config.json", "Profiles, in CLICKHELP_CONFIG_DIR or the user's folder for settings"],
];

export const exitCodeTopics: readonly Row[] = [
  ["  0", "Done"],
  ["  1", "Another failure"],
  ["  2", "Wrong use, invalid input, or a setting that is missing"],
  ["  3", "Differences found by topics upsert --check --exit-code"],
  ["  4", "The portal refuses the call: no login, a wrong one, or a wrong key"],
  ["  5", "No permission, or no licence for the API"],
  ["  6", "Not found"],
  ["  7", "Conflict"],
  ["  8", "Still going on, waiting timed out; the error has the line that waits again"],
  ["  9", "Network, rate limit or portal failure; worth trying again"],
  [" 10", "Some items failed"],
  ["130", "Interrupted"],
];
