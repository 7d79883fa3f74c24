/** Makes the body of a topic fit to be shown: whatever could run, leave its place or load programs is taken out. */
import type { Attributes, IOptions, Tag } from "sanitize-html";
import { signOfCheckbox } from "../checkbox.js";
import { silentElements } from "../plain-text.js";
import { keptStyles, tagsWithAttributeStyles, withAttributeStyles } from "./kept-styles.js";
import { svgAttributes, svgTags, withoutAddresses } from "./kept-svg.js";

/** An address, and perhaps how wide or how dense its picture is. */
const candidate = /^\S+(?:\s+(?:[1-9]\d{0,5}w|\d{1,3}(?:\.\d{1,3})?x))?$/;
const betweenCandidates = /,\s+|(?<=\s[\d.]{1,7}[wx])\s*,/;

const options: IOptions = {
  allowedTags: [
    ..."address article aside section h1 h2 h3 h4 h5 h6 hgroup".split(" "),
    ..."blockquote dd div dl dt figcaption figure hr li ol p pre ul details summary".split(" "),
    ..."a abbr b bdi bdo big br center cite code data dfn em font i kbd mark q s samp small span strike strong sub sup".split(
      " ",
    ),
    ..."time tt u var wbr del ins caption col colgroup table tbody td tfoot th thead tr".split(" "),
    ...["img", "picture", "source", "audio", "video", "track", ...svgTags],
  ],
  allowedAttributes: {
    "*": ["id", "class", "title", "lang", "dir", "style", "role", "aria-*", "data-*"],
    a: ["href", "name", "target", "rel", "download"],
    img: ["src", "srcset", "sizes", "alt", "width", "height", "loading"],
    source: ["src", "srcset", "sizes", "type", "media"],
    audio: ["src", "controls", "loop", "muted", "preload"],
    video: ["src", "poster", "controls", "loop", "muted", "preload", "width", "height"],
    track: ["src", "kind", "srclang", "label", "default"],
    ol: ["start", "type", "reversed"],
    li: ["value"],
    td: ["colspan", "rowspan", "headers"],
    th: ["colspan", "rowspan", "headers", "scope", "abbr"],
    col: ["span"],
    colgroup: ["span"],
    details: ["open"],
    time: ["datetime"],
    data: ["value"],
    ...svgAttributes,
  },
  allowedStyles: { "*": keptStyles },
  allowedSchemes: ["http", "https", "mailto", "tel"],
  allowedSchemesByTag: { img: ["http", "https", "data"] },
  allowProtocolRelative: false,
  nonTextTags: [...silentElements, "textarea", "option", "noscript"],
  nestingLimit: 100,
  transformTags: {
    ...Object.fromEntries(tagsWithAttributeStyles.map((tag) => [tag, toStyles])),
    ...Object.fromEntries(svgTags.map((tag) => [tag, withoutAddresses])),
    input: (_tagName, attribs) => {
      const text = signOfCheckbox(attribs);
      return text === undefined ? { tagName: "input", attribs: {} } : { tagName: "span", attribs: {}, text };
    },
    a: (tagName, attribs) => ({
      tagName,
      attribs: attribs.target === undefined ? attribs : { ...attribs, rel: "noopener noreferrer" },
    }),
    img: keepWholeSrcset,
    source: keepWholeSrcset,
    // What is embedded from elsewhere becomes a link to it.
    iframe: (_tagName, { src = "", title = src }) => ({ tagName: "a", attribs: { href: src }, text: title }),
  },
};

function toStyles(tagName: string, attributes: Attributes): Tag {
  return { tagName, attribs: withAttributeStyles(tagName, attributes) };
}

/** The library would print what it cannot read of it to the console, and leave it out. */
function keepWholeSrcset(tagName: string, { srcset, ...attribs }: Attributes): Tag {
  const isWhole = srcset
    ?.trim()
    .split(betweenCandidates)
    .every((part) => candidate.test(part.trim()));
  return { tagName, attribs: srcset !== undefined && isWhole === true ? { ...attribs, srcset } : attribs };
}

/** The library is loaded with the first page, so that it costs those nothing who use the API alone. */
export async function sanitise(body: string): Promise<string> {
  const { default: sanitizeHtml } = await import("sanitize-html");
  return sanitizeHtml(body, options);
}
