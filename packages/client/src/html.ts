/** A template tag for HTML whose values are escaped. */

/** The marker that survives two copies of this package in one program. */
const marker = Symbol.for("@clickhelp-js/html");

/** HTML that is put into other HTML as it is. `String(fragment)` gives the text, for the body of a topic. */
export class HtmlFragment {
  readonly [marker] = true;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** What can stand in a template: nothing comes of null, undefined and booleans, of an array all its values. */
export type HtmlValue =
  string | number | bigint | boolean | Date | HtmlFragment | null | undefined | readonly HtmlValue[];

/**
 * Makes HTML. Values are escaped, so that they are text and never markup; fragments made by this tag are not. In attributes
 * values have to stand between quotes. Addresses are not checked: a link to `javascript:` stays one.
 *
 * @example
 * const row = (topic: Topic) => html`<li><a href="${topic.fullUrl}">${topic.title}</a></li>`;
 * const body = String(html`<ul>${list.map(row)}</ul>`);
 */
export function html(texts: TemplateStringsArray, ...values: readonly HtmlValue[]): HtmlFragment {
  return new HtmlFragment(texts.reduce((before, text, index) => before + toHtml(values[index - 1]) + text));
}

/** Takes markup as it is. Only for text that is known to be harmless HTML. */
export function rawHtml(markup: string): HtmlFragment {
  return new HtmlFragment(markup);
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function toHtml(value: HtmlValue): string {
  if (value === null || value === undefined || typeof value === "boolean") return "";
  if (isFragment(value)) return value.toString();
  if (isList(value)) return value.map(toHtml).join("");
  const text = value instanceof Date ? value.toISOString() : String(value);
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}

function isFragment(value: HtmlValue): value is HtmlFragment {
  return typeof value === "object" && value !== null && marker in value;
}

function isList(value: HtmlValue): value is readonly HtmlValue[] {
  return Array.isArray(value);
}
