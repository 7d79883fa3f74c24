/** A small portal with one of everything, for tests. */
import type { SeedTopic, WholeSeed } from "../src/seeds/portal-seed.js";
import { wellKnownUsers } from "../src/seeds/well-known-users.js";

function topic(id: string, title: string, more: Partial<SeedTopic> = {}): SeedTopic {
  return { id, title, bodyHtml: `<p>All about ${title.toLowerCase()}.</p>`, ...more };
}

/**
 * `manual`: welcome (with a link), a folder "Parts" with engine (with a picture) and wings (a draft, with bolts below it).
 * Published as `manual-public`, `manual-partners` (for the group Partners) and `manual-private`.
 */
export const testSeed: WholeSeed = {
  users: [
    ...wellKnownUsers,
    {
      ...{ login: "partner", apiKey: "emulator-partner-key", purpose: "Reviewer of the group Partners." },
      ...{ userType: "Contributor", userRole: "Reviewer, Partners" },
      ...{ email: "partner@portal.example", firstName: "Pat", lastName: "Ner" },
    },
    {
      ...{ login: "newcomer", apiKey: "emulator-newcomer-key", purpose: "Contributor without a role." },
      ...{ userType: "Contributor", userRole: null },
      ...{ email: "newcomer@portal.example", firstName: "New", lastName: "Comer" },
    },
  ],
  projects: [
    {
      id: "manual",
      title: "Manual",
      toc: [
        topic("welcome", "Welcome", {
          bodyHtml: '<p>Begin with the <a href="/articles/manual/engine">engine</a>.</p>',
          keywords: ["greeting"],
        }),
        {
          caption: "Parts",
          children: [
            topic("engine", "Engine", { bodyHtml: '<h2>Fuel</h2><img src="/resources/Storage/manual/engine.png">' }),
            topic("wings", "Wings", { status: "Draft", children: [topic("bolts", "Bolts")] }),
          ],
        },
      ],
    },
  ],
  publications: [
    { id: "manual-public", title: "Manual for all", projectId: "manual", visibility: "Public" },
    {
      ...{ id: "manual-partners", title: "Manual for partners", projectId: "manual" },
      ...{ visibility: "Restricted", groups: ["Partners"] },
    },
    { id: "manual-private", title: "Manual for us", projectId: "manual", visibility: "Private" },
  ],
  files: [{ path: "manual/engine.png", load: () => Uint8Array.of(137, 80, 78, 71) }],
};
