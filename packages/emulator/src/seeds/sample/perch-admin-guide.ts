/** The sample's second project: how to run a ground station and to program against it. */
import type { SeedProject } from "../portal-seed.js";
import { createTopicMaker } from "./sample-topic.js";

const topic = createTopicMaker("perch");
const lena = { owner: "lena", assignee: "lena" };

export const perchAdminGuide: SeedProject = {
  id: "project-perch-admin-guide",
  title: "Perch Ground Station Administration Guide",
  toc: [
    topic("perch-overview", "About Perch", { keywords: ["ground station", "overview"] }),
    {
      caption: "Installing",
      children: [
        topic("requirements", "Requirements", { ...lena, keywords: ["hardware", "ports"] }),
        topic("install-perch", "Install Perch", { ...lena, keywords: ["installation", "licence"] }),
        topic("first-sign-in", "Sign in for the first time", lena),
      ],
    },
    {
      caption: "Running",
      children: [
        topic("users-and-roles", "Users and roles", { keywords: ["accounts", "permissions"] }),
        topic("backups", "Backups", { keywords: ["backup", "restore"] }),
        topic("updates", "Updates", lena),
        topic("monitoring", "Monitoring", {
          ...lena,
          children: [
            topic("health-checks", "Health checks", { ...lena, keywords: ["health", "status"] }),
            topic("log-files", "Log files", { ...lena, keywords: ["log"] }),
          ],
        }),
      ],
    },
    {
      caption: "Connecting other systems",
      children: [
        topic("data-feed-api", "The data feed", {
          owner: "author",
          assignee: "lena",
          keywords: ["API", "token", "JSON"],
        }),
        topic("webhooks", "Webhooks", { owner: "author", assignee: "author", status: "Draft", keywords: ["events"] }),
        topic("file-formats", "File formats", { owner: "author", assignee: "author", keywords: ["JSON lines"] }),
      ],
    },
    topic("release-notes", "Release notes", { status: "Under Review", assignee: "reviewer" }),
  ],
};
