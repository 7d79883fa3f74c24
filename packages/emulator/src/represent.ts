/** Turns what the store keeps into the entities that the API returns. */
import type { Project, StorageFile, TocNode, Topic, User } from "@clickhelp-js/protocol";
import { escapeHtml } from "./escape-html.js";
import type { FileRecord } from "./store/files.js";
import type { ProjectRecord } from "./store/projects.js";
import type { TocNodeRecord } from "./store/toc.js";
import type { TopicSummary } from "./store/topics.js";
import type { UserRecord } from "./store/users.js";

/** Joins an address of the portal; every segment is encoded. */
export function toUrl(origin: string, ...segments: readonly string[]): string {
  return [origin, ...segments.map(encodeURIComponent)].join("/");
}

/** The address of a resource of the API, as `Location` has it. */
export function toApiUrl(origin: string, ...segments: readonly string[]): string {
  return toUrl(origin, "api", "v1", ...segments);
}

export function toProject(project: ProjectRecord, origin: string): Project {
  return {
    createdOn: project.createdOn,
    fullUrl: toUrl(origin, "articles", project.id),
    id: project.id,
    parentId: project.parentId,
    parentUrl: project.parentId,
    title: project.title,
    url: project.id,
    visibility: project.visibility,
  };
}

/** What only some operations return of a topic. */
export interface TopicExtras {
  readonly body?: string;
  readonly html?: string;
  readonly ftsSnippetHtml?: string | null;
  readonly ftsTitleHtml?: string | null;
}

export function toTopic(topic: TopicSummary, project: ProjectRecord, origin: string, extras: TopicExtras = {}): Topic {
  return {
    assigneeUserName: topic.assignee,
    body: extras.body ?? null,
    createdOn: topic.createdOn,
    ftsSnippetHtml: extras.ftsSnippetHtml ?? null,
    ftsTitleHtml: extras.ftsTitleHtml ?? null,
    fullUrl: toUrl(origin, "articles", project.id, topic.id),
    html: extras.html ?? null,
    id: topic.id,
    indexKeywords: [...topic.keywords],
    modifiedOn: topic.modifiedOn,
    ownerUserName: topic.owner,
    projectId: project.id,
    projectTitle: project.title,
    projectUrl: project.id,
    smartLink: toUrl(origin, "smart", project.id, topic.id),
    statusName: topic.status,
    title: topic.title,
    tocNodeId: topic.tocNodeId,
    url: topic.id,
  };
}

/** The page around a topic's body, in the form that older samples of the documentation show. */
export function toTopicPage(topic: TopicSummary & { body: string }, project: ProjectRecord): string {
  const canonical = toUrl("", "articles", project.id, topic.id);
  return (
    `<!DOCTYPE html><html lang="${escapeHtml(project.language)}"><head><meta charset="utf-8"/>` +
    `<title>${escapeHtml(topic.title)}</title>` +
    `<link rel="stylesheet" href="/resources/Styles/${encodeURIComponent(project.id)}/Style.css"/>` +
    `<link rel="canonical" href="${canonical}"/></head>` +
    `<body><span id="__clhTop"></span>${topic.body}</body></html>`
  );
}

export function toTocNode(node: TocNodeRecord): TocNode {
  return {
    caption: node.caption,
    id: node.id,
    isAutoDocsMountPoint: node.isAutoDocsMountPoint,
    isShowInToc: node.isShown,
    ordinalNo: node.ordinal,
    parentId: node.parentId,
    topicId: node.topicId,
  };
}

export function toUser(user: UserRecord): User {
  return {
    userInfo: {
      about: user.info.about,
      authorUiFourLetterCode: "en-US",
      avatarImageUrl: null,
      cultureInfoId: "en-US",
      email: user.info.email,
      firstName: user.info.firstName,
      forcedRedirectUrls: [],
      isAutoDetectCultureInfo: true,
      isAutoDetectTimeZone: true,
      isEnableHomeEditorAdvancedCss: false,
      isFirstTrialUser: false,
      lastActivityDate: user.lastActivity,
      lastName: user.info.lastName,
      middleName: user.info.middleName,
      timeZoneId: "UTC",
    },
    userName: user.login,
    userRole: user.role,
    userType: user.type,
    isEnabled: user.isEnabled,
  };
}

/** Without its content. */
export function toStorageFile(file: FileRecord): StorageFile {
  return {
    fileName: file.name,
    fileFullName: `Storage/${file.path}`,
    content: null,
    modifiedBy: file.modifiedBy,
    modifiedOn: file.modifiedOn,
    size: file.size,
    isFolder: file.isFolder,
  };
}
