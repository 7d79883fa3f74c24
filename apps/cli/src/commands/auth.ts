/** `auth status`. */
import { defineCommand } from "../command.js";
import { recordOf } from "../output/result.js";
import type { Settings } from "../settings/settings.js";

export const status = defineCommand({
  details: ["Calls the portal to find out whether the key works. The key itself is never shown."],
  fields: [
    "portal",
    "portalSource",
    "username",
    "usernameSource",
    "apiKeySource",
    "readOnly",
    "userType",
    "userRole",
    "projects",
    "publications",
  ],
  examples: [
    { line: "auth status", brief: "Before anything else" },
    { line: "auth status --portal docs.example.com --api-key-file ./key", brief: "Tries other settings" },
  ],
  async run(context) {
    const client = await context.client();
    const sources = context.options.sandbox
      ? sandboxSources((await context.username()) ?? "")
      : describeSources(await context.settings());
    // The list needs the key; what the account may read of itself differs from portal to portal.
    const projects = await client.projects.list({}, { signal: context.signal }).catch((error: unknown) => {
      const { portalSource, username, usernameSource, apiKeySource } = sources;
      context.note(`portal   ${client.portalUrl.href}  (${portalSource})`);
      context.note(`login    ${username}  (${usernameSource})`);
      context.note(`API key  from ${apiKeySource}`);
      throw error;
    });
    const user = await client.users.get({ login: sources.username }, { signal: context.signal }).catch(() => undefined);
    const value = {
      portal: client.portalUrl.href,
      ...sources,
      readOnly: await context.isReadOnly(),
      userType: user?.userType ?? null,
      userRole: user?.userRole ?? null,
      projects: projects.filter(({ parentId }) => parentId === null).length,
      publications: projects.filter(({ parentId }) => parentId !== null).length,
    };
    return recordOf(value, {
      headline: `Signed in to ${client.portalUrl.host} as ${value.username}; the key works.`,
      fields: [
        { label: "portal", value: ({ portal, portalSource }) => `${portal}  (${portalSource})` },
        { label: "login", value: ({ username, usernameSource }) => `${username}  (${usernameSource})` },
        { label: "API key", value: ({ apiKeySource }) => `from ${apiKeySource}` },
        { label: "changes", value: ({ readOnly }) => (readOnly ? "refused, in read-only mode" : "") },
        { label: "account", value: ({ userType, userRole }) => [userType, userRole].filter(Boolean).join(", ") },
        { label: "projects", value: ({ projects: own }) => String(own) },
        { label: "publications", value: ({ publications }) => String(publications) },
      ],
      bare: value.username,
    });
  },
});

interface Sources {
  readonly portalSource: string;
  readonly username: string;
  readonly usernameSource: string;
  readonly apiKeySource: string;
}

function describeSources({ portal, username, apiKeySource }: Settings): Sources {
  return {
    portalSource: portal?.source ?? "",
    username: username?.value ?? "",
    usernameSource: username?.source ?? "",
    apiKeySource: apiKeySource ?? "",
  };
}

const SANDBOX = "the sandbox";

function sandboxSources(username: string): Sources {
  return { portalSource: SANDBOX, username, usernameSource: SANDBOX, apiKeySource: SANDBOX };
}
