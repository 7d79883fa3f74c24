/** Writes an SVG anew, so that it is well-formed XML, reads no other files and runs nothing. */
import { Parser } from "htmlparser2";
import { escapeXml } from "./xml-text.js";

const namespaces = { xmlns: "http://www.w3.org/2000/svg", "xmlns:xlink": "http://www.w3.org/1999/xlink" };
const qualifiedName = /^(?:([A-Za-z_][\w.-]*):)?[A-Za-z_][\w.-]*$/;
const leadsOutside = /url\(\s*["']?(?!#|data:|\s)|@import/i;

type Attributes = Readonly<Record<string, string>>;

/** An element that is open. */
interface Open {
  /** Undefined when only its content is written. */
  readonly tag: string | undefined;
  /** Prefixes that names in it may have. */
  readonly prefixes: ReadonlySet<string>;
}

/**
 * The first picture in a text, each open tag closed where its parent ends; undefined when there is none. Names that no XML
 * file can hold or whose prefix is unknown are left out, scripts and what leads outside, too.
 */
export function rewriteSvg(text: string): string | undefined {
  const output: string[] = [];
  const open: Open[] = [];
  let scriptDepth = 0;
  const parser = new Parser(
    {
      onopentag(tag, given) {
        const isRoot = open.length === 0;
        const attributes = isRoot ? { ...namespaces, ...given } : given;
        const prefixes = declarePrefixes(open.at(-1)?.prefixes ?? new Set(["xml"]), attributes);
        const isBeside = isRoot && (output.length > 0 || localName(tag) !== "svg" || !isKnown(tag, prefixes));
        if (isBeside) return;
        if (localName(tag) === "script") scriptDepth++;
        const isWritten = scriptDepth === 0 && isKnown(tag, prefixes);
        if (isWritten) output.push(`<${tag}${writeAttributes(attributes, prefixes)}>`);
        open.push({ tag: isWritten ? tag : undefined, prefixes });
      },
      ontext(words) {
        if (open.length === 0 || scriptDepth > 0 || leadsOutside.test(words)) return;
        output.push(escapeXml(words));
      },
      onclosetag(tag) {
        const closed = open.pop();
        if (!closed) return;
        if (closed.tag !== undefined) output.push(`</${closed.tag}>`);
        if (localName(tag) === "script") scriptDepth--;
      },
    },
    { xmlMode: true },
  );
  parser.end(text);
  return output.length > 0 ? output.join("") : undefined;
}

function localName(tag: string): string {
  return tag.slice(tag.indexOf(":") + 1);
}

function declarePrefixes(outer: ReadonlySet<string>, attributes: Attributes): ReadonlySet<string> {
  const own = Object.entries(attributes).flatMap(([name, value]) => declaredPrefix(name, value) ?? []);
  return own.length === 0 ? outer : new Set([...outer, ...own]);
}

/** A prefix cannot be declared as nothing, and these two cannot be declared at all. */
function declaredPrefix(name: string, value: string): string | undefined {
  const [, prefix] = /^xmlns:(.+)$/.exec(name) ?? [];
  return value === "" || prefix === "xml" || prefix === "xmlns" ? undefined : prefix;
}

function isKnown(name: string, prefixes: ReadonlySet<string>): boolean {
  const match = qualifiedName.exec(name);
  return match !== null && (match[1] === undefined || match[1] === "xmlns" || prefixes.has(match[1]));
}

function writeAttributes(attributes: Attributes, prefixes: ReadonlySet<string>): string {
  return Object.entries(attributes)
    .filter(([name, value]) => isKnown(name, prefixes) && !isUnwanted(name, value))
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join("");
}

function isUnwanted(name: string, value: string): boolean {
  if (/^on/i.test(name) || leadsOutside.test(value)) return true;
  if (name.startsWith("xmlns:")) return declaredPrefix(name, value) === undefined;
  return localName(name).toLowerCase() === "href" && !/^(?:#|data:)/.test(value);
}
