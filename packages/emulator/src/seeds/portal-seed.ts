/** What a portal begins with, as plain data: the type that every seed has. */
import type { UserType, Visibility } from "@clickhelp-js/protocol";

/** The content of a whole portal. */
export interface PortalSeed {
  /** The first one is the owner of everything that names nobody: an administrator. */
  readonly users: readonly SeedUser[];
  readonly projects: readonly SeedProject[];
  /** Published in this order, each from the project that `projectId` names. */
  readonly publications: readonly SeedPublication[];
  readonly files: readonly SeedFile[];
}

/** An account. */
export interface SeedUser {
  readonly login: string;
  /** The well-known key; null for somebody who never made one. It must look fake. */
  readonly apiKey: string | null;
  /** To log in on the pages with. Nobody can when it is absent or null, but by a login token. */
  readonly password?: string | null | undefined;
  /** What the account is good for when trying things out, one sentence. */
  readonly purpose: string;
  readonly userType: UserType;
  /** Role of a contributor and access groups, comma-separated: `Administrator`, `Writer`, `Reviewer,Partners`. */
  readonly userRole: string | null;
  /** @default true */
  readonly isEnabled?: boolean | undefined;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly about?: string | undefined;
}

/** A project with its table of contents. */
export interface SeedProject {
  readonly id: string;
  readonly title: string;
  /** Four-letter code. @default "en-us" */
  readonly language?: string | undefined;
  /** The root level. */
  readonly toc: readonly SeedTocNode[];
}

/** A folder or a topic; a topic is the one with an `id`. */
export type SeedTocNode = SeedFolder | SeedTopic;

/** A node without a topic. */
export interface SeedFolder {
  readonly caption: string;
  readonly children: readonly SeedTocNode[];
  /** @default true */
  readonly isShowInToc?: boolean | undefined;
}

/** A topic at its place. */
export interface SeedTopic {
  readonly id: string;
  readonly title: string;
  /** Caption in the table of contents; the title when absent. */
  readonly caption?: string | undefined;
  /** Workflow status: `Draft`, `Under Review` or `Ready`. @default "Ready" */
  readonly status?: string | undefined;
  /** Login. @default the first user's */
  readonly owner?: string | undefined;
  /** Login. @default the first user's */
  readonly assignee?: string | undefined;
  readonly keywords?: readonly string[] | undefined;
  /**
   * Inner HTML of the body. Links to topics are `/articles/{projectId}/{topicId}`, images
   * `/resources/Storage/{path}`.
   */
  readonly bodyHtml: string;
  readonly children?: readonly SeedTocNode[] | undefined;
  /** @default true */
  readonly isShowInToc?: boolean | undefined;
}

/** A publication, made by publishing the project as it stands in the seed. */
export interface SeedPublication {
  readonly id: string;
  readonly title: string;
  readonly projectId: string;
  readonly visibility: Visibility;
  /** @default false */
  readonly isPublishOnlyReadyTopics?: boolean | undefined;
  /** Access groups that may read a `Restricted` publication; nobody but contributors when empty. */
  readonly groups?: readonly string[] | undefined;
}

/** A file in Storage; its folders are made with it. */
export interface SeedFile {
  /** Path with forward slashes, without the leading `Storage/`: `project-x/images/map.png`. */
  readonly path: string;
  /** Reads the bytes when the portal is filled. */
  readonly load: () => Uint8Array;
}
