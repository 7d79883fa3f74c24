/** Fills in what a seed leaves open, so that files and programs may give the same short form. */
import { makeSecret } from "../secrets.js";
import type { PortalSeed, SeedUser, WholeSeed, WholeUser } from "./portal-seed.js";
import { administrator } from "./well-known-users.js";

const keyLength = 32;

export function fillSeed(seed: PortalSeed): WholeSeed {
  const { users = [administrator], projects = [], publications = [], files = [] } = seed;
  return { users: users.map(fillUser), projects, publications, files };
}

function fillUser(user: SeedUser): WholeUser {
  const { login, userType, userRole = null, apiKey } = user;
  const { purpose = userRole === null ? `${userType}.` : `${userType}: ${userRole}.` } = user;
  const { email = `${login}@portal.example`, firstName = login, lastName = "" } = user;
  const key = apiKey === undefined && userType === "Contributor" ? makeSecret(keyLength) : (apiKey ?? null);
  return { ...user, userRole, purpose, email, firstName, lastName, apiKey: key };
}
