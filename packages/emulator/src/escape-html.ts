/** Makes text safe in HTML, with numeric entities as the portal writes them. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
}
