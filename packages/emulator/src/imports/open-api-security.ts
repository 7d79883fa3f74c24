/** Says in HTML what an operation of an API is authenticated with. */
import { escapeHtml } from "../escape-html.js";
import { toHtml } from "./markdown.js";
import { asList, asRecord, asText, type ApiDefinition, type JsonObject } from "./open-api.js";

/** One sentence: ways of which one is enough, each of which can need several schemes. Empty where nothing is said. */
export function describeSecurity({ security, securitySchemes }: ApiDefinition, fields: JsonObject): string {
  const ways = fields.security === undefined ? security : asList(fields.security);
  if (ways.length === 0) return security.length === 0 ? "" : "<p>Authentication: none.</p>";
  const described = ways.map((way) =>
    Object.entries(asRecord(way) ?? {})
      .map(([name, scopes]) => `<code>${escapeHtml(name)}</code>${inBrackets(securitySchemes.get(name), scopes)}`)
      .join(" and "),
  );
  return `<p>Authentication: ${described.map((way) => way || "none").join(" or ")}.</p>`;
}

/** All schemes of the definition with what is said about them, as a list; empty where there are none. */
export function describeSchemes({ securitySchemes }: ApiDefinition): string {
  const items = [...securitySchemes].map(
    ([name, scheme]) =>
      `<li><p><code>${escapeHtml(name)}</code>${inBrackets(scheme)}</p>${toHtml(asText(scheme.description))}</li>`,
  );
  return items.length === 0 ? "" : `<ul>${items.join("")}</ul>`;
}

function inBrackets(scheme: JsonObject | undefined, scopes?: unknown): string {
  const words = [scheme ? kindOf(scheme) : "", asList(scopes).map(asText).join(", ")].filter(Boolean);
  return words.length === 0 ? "" : ` (${escapeHtml(words.join(": "))})`;
}

function kindOf({ type, scheme, in: place, name }: JsonObject): string {
  switch (type) {
    case "http":
      return `HTTP ${asText(scheme)}`;
    case "basic":
      return "HTTP basic";
    case "apiKey":
      return `API key ${asText(name)} in ${asText(place)}`;
    case "oauth2":
      return "OAuth 2";
    case "openIdConnect":
      return "OpenID Connect";
    default:
      return asText(type);
  }
}
