/** What a portal begins with, as plain data: the type that every seed has. */
import type { UserType, Visibility } from "@clickhelp-js/protocol";

/** The content of a whole portal. A list that is absent is empty, but for the users. */
export interface PortalSeed {
  /**
   * The first one is the owner of everything that names nobody: an administrator.
   * @default admin, as in the sample
   */
  readonly users?: readonly SeedUser[] | undefined;
  readonly projects?: readonly SeedProject[] | undefined;
  /** Published in this order, each from the project that `projectId` names. */
  readonly publications?: readonly SeedPublication[] | undefined;
  readonly files?: readonly SeedFile[] | undefined;
}

/** An account. */
export interface SeedUser {
  readonly login: string;
  /** The well-known key, which must look fake; null for none. @default a random one for a contributor, otherwise none */
  readonly apiKey?: string | null | undefined;
  /** To log in on the pages with. Nobody can when it is absent or null, but by a login token. */
  readonly password?: string | null | undefined;
  /** What the account is good for when trying things out, one sentence. @default the type and the role */
  readonly purpose?: string | undefined;
  readonly userType: UserType;
  /**
   * Role of a contributor and access groups, comma-separated: `Administrator`, `Writer`, `Reviewer,Partners`. A contributor
   * without a role may only read.
   */
  readonly userRole?: string | null | undefined;
  /** @default true */
  readonly isEnabled?: boolean | undefined;
  /** @default the login at `portal.example` */
  readonly email?: string | undefined;
  /** @default the login */
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly about?: string | undefined;
}

/** A seed with everything that it left open. */
export interface WholeSeed extends PortalSeed {
  readonly users: readonly WholeUser[];
  readonly projects: readonly SeedProject[];
  readonly publications: readonly SeedPublication[];
  readonly files: readonly SeedFile[];
}

export interface WholeUser extends SeedUser {
  readonly apiKey: string | null;
  readonly purpose: string;
  readonly userRole: string | null;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** A project with its table of contents. */
export interface SeedProject {
  readonly id: string;
  readonly title: string;
  /** Four-letter code. @default "en-us" */
  readonly language?: string | undefined;
  /** The root level. */
  readonly toc?: readonly SeedTocNode[] | undefined;
}

/** A folder or a topic; a topic is the one with an `id`. */
export type SeedTocNode = SeedFolder | SeedTopic;

/** A node without a topic. */
export interface SeedFolder {
  readonly caption: string;
  readonly children?: readonly SeedTocNode[] | undefined;
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
   * @default ""
   */
  readonly bodyHtml?: string | undefined;
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

/** A file in Storage, with one of `load`, `text` and `base64`; its folders are made with it. */
export interface SeedFile {
  /** Path with forward slashes, without the leading `Storage/`: `project-x/images/map.png`. */
  readonly path: string;
  /** Reads the bytes when the portal is filled. */
  readonly load?: (() => Uint8Array) | undefined;
  readonly text?: string | undefined;
  readonly base64?: string | undefined;
}
