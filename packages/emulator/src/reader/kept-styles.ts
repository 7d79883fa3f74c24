/**
 * Which inline styles of a topic are kept: what says how its own text looks. What could leave its place and cover the page
 * around it, or load anything, is not, whatever the property: positions, negative margins, addresses and calculations.
 */
import type { Attributes } from "sanitize-html";

const keyword = /^[a-z-]{1,20}$/i;
const keywords = /^[a-z]{1,20}(?:[ -]+[a-z]{1,20}){0,4}$/i;
const measure = String.raw`(?:\d{1,4}(?:\.\d{1,4})?|\.\d{1,4})(?:px|em|rem|%|pt|pc|cm|mm|in|ch|ex|vw)?`;
const length = new RegExp(`^(?:auto|[a-z]+-content|none|${measure})$`, "i");
const lengths = new RegExp(`^(?:auto|${measure})(?: +(?:auto|${measure})){0,3}$`, "i");
const shift = new RegExp(`^(?:[a-z-]{1,20}|-?${measure})$`, "i");
const hue = String.raw`(?:#[\da-f]{3,8}|[a-z]{3,25}|(?:rgb|hsl)a?\([\d ,.%/deg+-]{3,60}\))`;
const colour = new RegExp(`^${hue}$`, "i");
const colours = new RegExp(`^${hue}(?: +${hue}){0,3}$`, "i");
/** Width, style and colour, in any order. */
const line = new RegExp(`^(?:${measure}|${hue})(?: +(?:${measure}|${hue})){0,2}$`, "i");
const fontSize = new RegExp(`^(?:(?:xx?-|xxx-)?(?:small|large)|smaller|larger|medium|${measure})$`, "i");
const fontFamily = /^[\w ,"'-]{1,200}$/;
const sides = ["top", "right", "bottom", "left"];

export const keptStyles: Readonly<Record<string, RegExp[]>> = {
  color: [colour],
  background: [colour],
  "background-color": [colour],
  fill: [colour],
  stroke: [colour],
  "stroke-width": [length],
  border: [line],
  "border-width": [lengths],
  "border-style": [keywords],
  "border-color": [colours],
  "border-radius": [lengths],
  "border-collapse": [keyword],
  "border-spacing": [lengths],
  padding: [lengths],
  margin: [lengths],
  ...Object.fromEntries(
    sides.flatMap((side) => [
      [`border-${side}`, [line]],
      [`border-${side}-width`, [length]],
      [`border-${side}-style`, [keyword]],
      [`border-${side}-color`, [colour]],
      [`padding-${side}`, [length]],
      [`margin-${side}`, [length]],
    ]),
  ),
  width: [length],
  "min-width": [length],
  "max-width": [length],
  height: [length],
  "min-height": [length],
  "max-height": [length],
  float: [/^(?:left|right|none)$/],
  clear: [/^(?:left|right|both|none)$/],
  display: [/^(?:none|block|inline|inline-block|list-item|table|inline-table|table-row|table-cell)$/],
  "font-family": [fontFamily],
  "font-size": [fontSize],
  "font-style": [keyword],
  "font-variant": [keywords],
  "font-weight": [/^(?:bold|bolder|lighter|normal|[1-9]00)$/],
  "line-height": [length, keyword],
  "letter-spacing": [length, keyword],
  "list-style": [keywords],
  "list-style-position": [keyword],
  "list-style-type": [keyword],
  "text-align": [keyword],
  "text-decoration": [new RegExp(`^(?:${hue}|[a-z-]{1,20})(?: +(?:${hue}|[a-z-]{1,20})){0,3}$`, "i")],
  "text-decoration-line": [keywords],
  "text-transform": [keyword],
  "vertical-align": [shift],
  "white-space": [keyword],
};

/**
 * Attributes of older HTML that say what a style does, where they say it. The page's own style sheet is stronger than
 * they are.
 */
const attributeStyles = [
  { attribute: "align", property: "text-align", tags: "td th p div h1 h2 h3 h4 h5 h6" },
  { attribute: "valign", property: "vertical-align", tags: "td th tr" },
  { attribute: "bgcolor", property: "background-color", tags: "table tr td th" },
  { attribute: "color", property: "color", tags: "font" },
  { attribute: "face", property: "font-family", tags: "font" },
].map(({ tags, ...style }) => ({ ...style, tags: new Set(tags.split(" ")) }));

/** The tags of such attributes. */
export const tagsWithAttributeStyles = [...new Set(attributeStyles.flatMap(({ tags }) => [...tags]))];

/** Turns such attributes into styles; what the author wrote as a style is stronger. */
export function withAttributeStyles(tagName: string, attributes: Attributes): Attributes {
  const styles = attributeStyles.flatMap(({ attribute, property, tags }) => {
    const value = attributes[attribute];
    return value !== undefined && tags.has(tagName) ? [`${property}:${value.toLowerCase()}`] : [];
  });
  if (styles.length === 0) return attributes;
  return { ...attributes, style: [...styles, attributes.style ?? ""].join(";") };
}
