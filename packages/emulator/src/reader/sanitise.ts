/** Makes the body of a topic fit to be shown: whatever could run, leave its place or load programs is taken out. */
import type { Attributes, IOptions, Tag } from "sanitize-html";
import { signOfCheckbox } from "../checkbox.js";

const length = /^-?\d{1,4}(?:\.\d{1,3})?(?:px|em|rem|%|pt|ch)$/;
const keyword = /^[a-z-]{1,20}$/;
/** An address, and perhaps how wide or how dense its picture is. */
const candidate = /^\S+(?:\s+(?:[1-9]\d{0,5}w|\d{1,3}(?:\.\d{1,3})?x))?$/;
const betweenCandidates = /,\s+|(?<=\s[\d.]{1,7}[wx])\s*,/;

/** Where `align` means what `text-align` does. */
const alignedTags = "td th p div h1 h2 h3 h4 h5 h6".split(" ");

const options: IOptions = {
  allowedTags: [
    ..."address article aside section h1 h2 h3 h4 h5 h6 hgroup".split(" "),
    ..."blockquote dd div dl dt figcaption figure hr li ol p pre ul details summary".split(" "),
    ..."a abbr b bdi bdo big br center cite code data dfn em font i kbd mark q s samp small span strike strong sub sup".split(
      " ",
    ),
    ..."time tt u var wbr del ins caption col colgroup table tbody td tfoot th thead tr".split(" "),
    ..."img picture source audio video track".split(" "),
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
  },
  // No colours, which would be unreadable in the other colour scheme, and nothing that moves a text over the page.
  allowedStyles: {
    "*": {
      "text-align": [keyword],
      "vertical-align": [keyword, length],
      "font-weight": [/^(?:bold|normal|[1-9]00)$/],
      "font-style": [keyword],
      "text-decoration": [/^[a-z -]{1,40}$/],
      "white-space": [keyword],
      "list-style-type": [keyword],
      width: [length],
      "max-width": [length],
      height: [length],
    },
  },
  allowedSchemes: ["http", "https", "mailto", "tel"],
  allowedSchemesByTag: { img: ["http", "https", "data"] },
  allowProtocolRelative: false,
  nestingLimit: 100,
  transformTags: {
    ...Object.fromEntries(alignedTags.map((tag) => [tag, alignByStyle])),
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

/** As Markdown gives it for the columns of tables; the pages' own style sheets are stronger than the attribute. */
function alignByStyle(tagName: string, { align, ...attribs }: Attributes): Tag {
  const { style = "" } = attribs;
  if (align === undefined || /text-align/i.test(style)) return { tagName, attribs };
  return { tagName, attribs: { ...attribs, style: `text-align:${align.toLowerCase()};${style}` } };
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
