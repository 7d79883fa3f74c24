export { projects, publications, reports, search, storage, tasks, toc, topics, users } from "./endpoints.js";
export { defineEndpoint, defineInput, toHeaderName } from "./endpoint.js";
export type { Endpoint, Evidence, Inferred, InputOf, InputPlaces, InputRule, Safety, Shape } from "./endpoint.js";
export { listEndpoints } from "./list-endpoints.js";
export { ErrorBody, statusCodes } from "./errors.js";
export {
  exportExtensions,
  exportFormats,
  NoContent,
  openEnum,
  OutputFileName,
  visibilities,
  type ExportFormat,
  type Visibility,
} from "./schemas/common.js";
export { importFormats, importOptionKinds, ImportOptions, type ImportFormat } from "./schemas/import-options.js";
export { LoginToken } from "./schemas/login-token.js";
export { Project } from "./schemas/project.js";
export { SearchQueryEvent, TopicViewEvent } from "./schemas/report-event.js";
export { StorageFile } from "./schemas/storage-file.js";
export { TaskStart, TaskStatus } from "./schemas/task.js";
export { TocNode } from "./schemas/toc-node.js";
export { Topic } from "./schemas/topic.js";
export { User, UserInfo, userTypes, type UserType } from "./schemas/user.js";
export { parseWireDate } from "./wire-date.js";
export {
  Base64Bytes,
  Bytes,
  commaSeparated,
  ContentRange,
  GmtDateTime,
  MicrosoftDateTime,
  QueryBoolean,
  QueryInteger,
  StorageFullName,
  toStoragePath,
  UtcDateTime,
} from "./wire.js";
