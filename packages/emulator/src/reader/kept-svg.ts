/** What of drawings in a topic is kept: shapes, texts and colours. Nothing in them that moves, leads or loads. */
import type { Attributes, Tag } from "sanitize-html";

export const svgTags =
  "svg g path rect circle ellipse line polyline polygon text tspan defs linearGradient radialGradient stop clipPath marker".split(
    " ",
  );

const shared =
  "viewbox width height x y x1 y1 x2 y2 cx cy r rx ry dx dy d points fill fill-opacity fill-rule stroke stroke-width stroke-opacity " +
  "stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset opacity transform preserveaspectratio " +
  "text-anchor dominant-baseline font-family font-size font-weight font-style offset stop-color stop-opacity gradientunits " +
  "gradienttransform spreadmethod fx fy clip-path clip-rule markerwidth markerheight refx refy orient xmlns focusable";

/** By tag. Attributes are in lower case, as they are read: browsers know how to spell them. */
export const svgAttributes = Object.fromEntries(svgTags.map((tag) => [tag, shared.split(" ")]));

/** A colour or an outline may be one that the drawing defines, and none from elsewhere. A backslash could hide a `url`. */
export function withoutAddresses(tagName: string, attributes: Attributes): Tag {
  const kept = Object.entries(attributes).filter(([, value]) => !/url\((?!#)|\\/i.test(value));
  return { tagName, attribs: Object.fromEntries(kept) };
}
