/** The sample's first project: how to fly a weather balloon. */
import type { SeedProject } from "../portal-seed.js";
import { createTopicMaker } from "./sample-topic.js";

const topic = createTopicMaker("wren");
const lena = { owner: "lena", assignee: "lena" };
const author = { owner: "author", assignee: "author" };

export const wrenUserGuide: SeedProject = {
  id: "project-wren-user-guide",
  title: "Wren Sounding Kit User Guide",
  toc: [
    {
      caption: "Welcome",
      children: [
        topic("about-the-kit", "About the Wren sounding kit", {
          ...author,
          keywords: ["kit", "radiosonde", "overview"],
        }),
        topic("whats-in-the-box", "What is in the box", { ...author, keywords: ["contents", "parts"] }),
        topic("safety", "Safety and permissions", {
          assignee: "reviewer",
          keywords: ["hydrogen", "aviation", "safety"],
        }),
      ],
    },
    {
      caption: "Preparing a flight",
      children: [
        topic("choose-a-site", "Choose a launch site", author),
        topic("weather-limits", "Weather limits", { ...author, keywords: ["wind", "rain", "limits"] }),
        topic("prepare-the-balloon", "Prepare the balloon", {
          ...lena,
          children: [
            topic("gas-calculator", "Work out the gas you need", { ...lena, keywords: ["helium", "hydrogen", "lift"] }),
            topic("fill-the-balloon", "Fill the balloon", { ...lena, keywords: ["helium", "nozzle", "valve"] }),
          ],
        }),
        topic("prepare-the-sonde", "Prepare the radiosonde", {
          ...lena,
          children: [
            topic("sonde-lights", "What the lights mean", { ...lena, keywords: ["light", "status"] }),
            topic("pair-a-sonde", "Pair a radiosonde", { ...lena, keywords: ["pairing", "frequency"] }),
          ],
        }),
      ],
    },
    {
      caption: "Flying",
      children: [
        topic("launch", "Launch the balloon", author),
        topic("follow-the-flight", "Follow the flight", { ...author, keywords: ["signal", "tropopause"] }),
        topic("recover-a-sonde", "Recover the radiosonde", {
          ...author,
          caption: "Recover the radiosonde after landing",
        }),
      ],
    },
    {
      caption: "Working with results",
      children: [
        topic("reading-a-profile", "Read a profile", { ...lena, keywords: ["inversion", "dew point"] }),
        topic("export-data", "Export your data", {
          ...{ owner: "lena", assignee: "reviewer", status: "Under Review" },
          keywords: ["CSV", "JSON", "export"],
        }),
        topic("share-soundings", "Share soundings", { ...lena, status: "Draft", isShowInToc: false }),
      ],
    },
    {
      caption: "Reference",
      children: [
        topic("troubleshooting", "Troubleshooting", { ...author, keywords: ["problems", "help"] }),
        topic("specifications", "Specifications", { ...author, keywords: ["accuracy", "range", "mass"] }),
        topic("glossary", "Glossary", author),
      ],
    },
  ],
};
