/** Users: contributors, who write and may use the API, and power readers, who read. */
import * as z from "zod";
import { MicrosoftDateTime } from "../wire.js";
import { openEnum } from "./common.js";

export const userTypes = ["PowerReader", "Contributor"] as const;

/** What kind of account a user has. */
export type UserType = (typeof userTypes)[number];

const userInfoShape = z.looseObject({
  about: z.string().nullish().describe("About the user, in the user's words"),
  authorUiFourLetterCode: z.string().nullish().describe("Language of the authoring pages: en-US"),
  avatarImageUrl: z.string().nullish().describe("Address of the picture"),
  cultureInfoId: z.string().nullish().describe("Culture, such as en-GB"),
  email: z.string().nullish().describe("E-mail address"),
  firstName: z.string().nullish().describe("First name"),
  forcedRedirectUrls: z.array(z.unknown()).nullish().describe("Seen empty in a sample; meaning not documented"),
  isAutoDetectCultureInfo: z.boolean().nullish().describe("False when the user chose a culture"),
  isAutoDetectTimeZone: z.boolean().nullish().describe("False when the user chose a time zone"),
  isEnableHomeEditorAdvancedCss: z.boolean().nullish().describe("Seen in samples; meaning not documented"),
  isFirstTrialUser: z.boolean().nullish().describe("Seen in samples; meaning not documented"),
  lastActivityDate: MicrosoftDateTime.nullish().describe("When the user was last active; null when never"),
  lastName: z.string().nullish().describe("Last name"),
  middleName: z.string().nullish().describe("Middle name"),
  timeZoneId: z.string().nullish().describe("Windows time zone id, such as UTC"),
});

/** The personal part of a user's profile. */
export interface UserInfo extends z.output<typeof userInfoShape> {}
export const UserInfo: z.ZodType<UserInfo> = userInfoShape;

const userShape = z.looseObject({
  userInfo: UserInfo.describe("The personal part of the profile"),
  userName: z.string().describe("Login"),
  userRole: z
    .string()
    .nullish()
    .describe("Role of a contributor and access groups, comma-separated; null when there are none"),
  userType: openEnum(userTypes).optional().describe("Contributor or PowerReader; absent from older portals"),
  isEnabled: z.boolean().describe("False when the account is disabled"),
});

/** A user of the portal. */
export interface User extends z.output<typeof userShape> {}
export const User: z.ZodType<User> = userShape;
