/** A checkbox where forms are left out: a list of what is done and what is open would be one no more. */
export function signOfCheckbox({ type, checked }: Readonly<Record<string, string>>): "☐" | "☑" | undefined {
  if (type?.toLowerCase() !== "checkbox") return undefined;
  return checked === undefined ? "☐" : "☑";
}
