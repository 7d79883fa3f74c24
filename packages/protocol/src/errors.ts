/** The body of every error answer, as the API documents it. */
import * as z from "zod/mini";
import { described, looseObject } from "./schema.js";

const errorBodyShape = looseObject({
  Message: described(z.nullish(z.string()), "What went wrong, in words"),
  ExceptionType: described(z.nullish(z.string()), "The type of the exception"),
  ExceptionDetail: described(z.optional(z.unknown()), "Reserved for future use"),
  StackTrace: described(z.optional(z.unknown()), "Reserved for future use"),
});

/** The JSON object in the body of an error answer. */
export interface ErrorBody extends z.output<typeof errorBodyShape> {}
export const ErrorBody: z.ZodMiniType<ErrorBody> = errorBodyShape;

/** Every status code that the API documents, with its meaning. The list is complete. */
export const statusCodes = {
  200: "The request succeeded.",
  201: "The request succeeded, and a new resource was created.",
  204: "The request succeeded; there is nothing to return.",
  400: "The data in the request is invalid.",
  401: "The login or API key is wrong or missing, the account is disabled, or the Authorization header is corrupted.",
  403: "No permission to use the API or to perform this action.",
  404: "The URL is invalid, or the resource does not exist.",
  409: "The action conflicts with existing data, usually a duplicate identifier.",
  500: "The portal failed to process the request; often a value in the wrong letter case.",
  501: "The API does not support this.",
} as const;
