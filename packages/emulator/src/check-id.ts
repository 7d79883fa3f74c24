/** Checks ids that callers choose: they become parts of addresses. */
import { badRequest } from "./api-error.js";

const longestId = 200;

const forbiddenCharacters = /[\u0000-\u001f\u007f/\\?#]/;

/** Stands in reports for everybody who is not logged in. */
export const anonymousReaders = "-";

/** Gives the login, and throws 400 when it would mean somebody else, or neither an address nor a sign-in could carry it. */
export function checkNewLogin(field: string, login: string): string {
  const problem =
    login === anonymousReaders
      ? '"-" stands for those who are not logged in'
      : login.includes(":")
        ? "it has a colon, which ends the login in Basic authentication"
        : undefined;
  if (problem === undefined) return checkNewId(field, login);
  throw badRequest(`The field "${field}" is not valid: ${problem}.`);
}

/** Why no address could carry the id, to be said of it; undefined when one can. */
export function findIdProblem(id: string): string | undefined {
  if (forbiddenCharacters.test(id) || !id.isWellFormed()) return "has a character that an address cannot carry";
  if (/^\.{1,2}$/.test(id)) return "consists of dots";
  if (id.trim() !== id) return "begins or ends with a space";
  return id.length > longestId ? `is longer than ${longestId} characters` : undefined;
}

/** Gives the id, and throws 400 when no address could carry it. */
export function checkNewId(field: string, id: string): string {
  const problem = findIdProblem(id);
  if (problem !== undefined) throw badRequest(`The field "${field}" is not valid: it ${problem}.`);
  return id;
}
