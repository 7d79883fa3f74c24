/**
 * The sample portal: Nimbus & Wren, a made-up maker of weather balloons, with a user guide and an administration guide.
 * Text and pictures are our own, under the licence of this repository.
 */
import type { WholeSeed, SeedFile, WholeUser } from "../portal-seed.js";
import { wellKnownUsers } from "../well-known-users.js";
import { perchAdminGuide } from "./perch-admin-guide.js";
import { readAsset } from "./read-asset.js";
import { wrenUserGuide } from "./wren-user-guide.js";

const secondAuthor: WholeUser = {
  login: "lena",
  apiKey: "sample-lena-key",
  password: "sample-lena-password",
  purpose: "Second author: owns topics of her own, for trying out ownership and assignment.",
  userType: "Contributor",
  userRole: "Writer",
  email: "lena@portal.example",
  firstName: "Lena",
  lastName: "Sky",
  about: "Writes about balloons and has released more than a hundred of them.",
};

const readerWithoutGroup: WholeUser = {
  login: "visitor",
  apiKey: null,
  password: "sample-visitor-password",
  purpose: "Power reader without a group: does not see restricted publications.",
  userType: "PowerReader",
  userRole: null,
  email: "visitor@portal.example",
  firstName: "Vic",
  lastName: "Torres",
};

function image(projectId: string, name: string): SeedFile {
  return { path: `${projectId}/images/${name}`, load: () => readAsset(`files/${name}`) };
}

export const samplePortal: WholeSeed = {
  users: [...wellKnownUsers, secondAuthor, readerWithoutGroup],
  projects: [wrenUserGuide, perchAdminGuide],
  publications: [
    {
      id: "wren-user-guide",
      title: "Wren Sounding Kit User Guide",
      projectId: wrenUserGuide.id,
      visibility: "Public",
      isPublishOnlyReadyTopics: true,
    },
    {
      id: "perch-admin-guide",
      title: "Perch Ground Station Administration Guide",
      projectId: perchAdminGuide.id,
      visibility: "Restricted",
      isPublishOnlyReadyTopics: true,
      groups: ["Partners"],
    },
    {
      id: "perch-admin-guide-preview",
      title: "Perch Administration Guide, preview",
      projectId: perchAdminGuide.id,
      visibility: "Private",
    },
  ],
  files: [
    image(wrenUserGuide.id, "system-overview.png"),
    image(wrenUserGuide.id, "filling.png"),
    image(wrenUserGuide.id, "ascent-profile.png"),
    image(perchAdminGuide.id, "perch-architecture.png"),
  ],
};
