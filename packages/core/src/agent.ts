/** What the runtime calls itself. */

/** Whether the runtime's name for itself begins so: `Node.js/`, `Mozilla/`. Not every runtime has one. */
export function isAgent(name: string): boolean {
  const { navigator } = globalThis as { readonly navigator?: { readonly userAgent?: string } };
  return navigator?.userAgent?.startsWith(name) === true;
}
