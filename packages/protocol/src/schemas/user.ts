/** Users: contributors, who write and may use the API, and power readers, who read. */
import * as z from "zod/mini";
import { described, looseObject, nullish, optional } from "../schema.js";
import { MicrosoftDateTime } from "../wire.js";
import { openEnum } from "./common.js";

/** The values of {@link UserType}. */
export const userTypes = ["PowerReader", "Contributor"] as const;

/** What kind of account a user has. */
export type UserType = (typeof userTypes)[number];

const userInfoShape = looseObject({
  about: nullish(z.string(), "About the user, in the user's words"),
  authorUiFourLetterCode: nullish(z.string(), "Language of the authoring pages: en-US"),
  avatarImageUrl: nullish(z.string(), "Address of the picture"),
  cultureInfoId: nullish(z.string(), "Culture, such as en-GB"),
  email: nullish(z.string(), "E-mail address"),
  firstName: nullish(z.string(), "First name"),
  forcedRedirectUrls: nullish(z.array(z.unknown()), "Seen empty in a sample; meaning not documented"),
  isAutoDetectCultureInfo: nullish(z.boolean(), "False when the user chose a culture"),
  isAutoDetectTimeZone: nullish(z.boolean(), "False when the user chose a time zone"),
  isEnableHomeEditorAdvancedCss: nullish(z.boolean(), "Seen in samples; meaning not documented"),
  isFirstTrialUser: nullish(z.boolean(), "Seen in samples; meaning not documented"),
  lastActivityDate: nullish(MicrosoftDateTime, "When the user was last active; null when never"),
  lastName: nullish(z.string(), "Last name"),
  middleName: nullish(z.string(), "Middle name"),
  timeZoneId: nullish(z.string(), "Windows time zone id, such as UTC"),
});

/** The personal part of a user's profile. */
export interface UserInfo extends z.output<typeof userInfoShape> {}
export const UserInfo: z.ZodMiniType<UserInfo> = userInfoShape;

const userShape = looseObject({
  userInfo: described(UserInfo, "The personal part of the profile"),
  userName: described(z.string(), "Login"),
  userRole: nullish(z.string(), "Role of a contributor and access groups, comma-separated; null when there are none"),
  userType: optional(openEnum(userTypes), "Contributor or PowerReader; absent from older portals"),
  isEnabled: described(z.boolean(), "False when the account is disabled"),
});

/** A user of the portal. */
export interface User extends z.output<typeof userShape> {}
export const User: z.ZodMiniType<User> = userShape;
