/** A portal with one project of very many topics, in chapters of a hundred, and as many users and files. */
import type { PortalSeed, SeedFolder, SeedTopic, SeedUser } from "@clickhelp-js/emulator";

export const largeProjectId = "project-large";
const chapterSize = 100;
const words = "balloon radio wind cloud storm station signal antenna battery launch".split(" ");

export function largeSeed(topics: number): PortalSeed {
  const chapters = Array.from({ length: Math.ceil(topics / chapterSize) }, (_, chapter): SeedFolder => {
    const length = Math.min(chapterSize, topics - chapter * chapterSize);
    const children = Array.from({ length }, (_unused, index) => makeTopic(chapter * chapterSize + index));
    return { caption: `Chapter ${chapter + 1}`, children };
  });
  // The key of the sample, which is what a portal that is opened again says when its seed is not given again.
  const administrator = {
    login: "admin",
    apiKey: "emulator-admin-key",
    purpose: "Administrator.",
    userRole: "Administrator",
  };
  const person = { email: "admin@portal.example", firstName: "Ada", lastName: "Minster" };
  const numbers = Array.from({ length: topics }, (_, number) => number);
  return {
    users: [{ ...administrator, ...person, userType: "Contributor" }, ...numbers.map(makeReader)],
    projects: [{ id: largeProjectId, title: "Large", toc: chapters }],
    publications: [],
    files: numbers.map((number) => ({ path: `large/f${number}.txt`, load: () => Buffer.from(`File ${number}`) })),
  };
}

function makeReader(number: number): SeedUser {
  const login = `reader${number}`;
  const person = { email: `${login}@portal.example`, firstName: "Ben", lastName: `Reader ${number}` };
  return { login, apiKey: null, purpose: "Reads.", userType: "PowerReader", userRole: "Readers", ...person };
}

export function makeTopic(number: number): SeedTopic {
  const word = words[number % words.length] ?? "";
  const sentence = `Topic ${number} speaks of the ${word}, and of nothing else that matters here. `;
  const link = `<a href="/articles/${largeProjectId}/t${number + 1}">next</a>`;
  return {
    id: `t${number}`,
    title: `Topic ${number}: ${word}`,
    bodyHtml: `<p>${sentence.repeat(20)}</p><p>${link}</p>`,
  };
}
