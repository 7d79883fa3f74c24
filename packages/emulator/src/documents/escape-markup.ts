/** Makes text safe in HTML and XML, between tags and in double-quoted attributes, with the entities that both know by name. */
export function escapeMarkup(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
