import type { PortalSeed } from "./portal-seed.js";
export const samplePortal: PortalSeed = {
  users: [],
  projects: [
    {
      id: "project-sample",
      title: "Sample project",
      toc: [{ id: "welcome", title: "Welcome", bodyHtml: "<p>Welcome to the sample.</p>" }],
    },
  ],
  publications: [{ id: "sample-public", title: "Sample", projectId: "project-sample", visibility: "Public" }],
  files: [],
};
