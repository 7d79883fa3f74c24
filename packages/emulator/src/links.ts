/** Finds and changes addresses in topics without touching anything else of their HTML. */
import { Parser } from "htmlparser2";
import { storagePathOf } from "./documents/references.js";
import { hostOf, isLoopbackHost } from "./loopback.js";

/** Where links between topics lead, before and after a project becomes a publication. */
export interface Relinking {
  readonly fromProjectId: string;
  readonly toProjectId: string;
  /** `https://host:port`: links with this host in front are the portal's own. */
  readonly origin: string;
}

/** Matches what leads up to an address, and the address. */
const whole = /^(\s*)([^]+)$/g;
const styles = /(url\(\s*(?:["']|&quot;|&#39;)?)((?:(?!&quot;|&#39;)[^"')])+)/gi;
const placesOfAddresses = new Map<string, RegExp>([
  ...["href", "src", "poster", "data", "xlink:href"].map((name) => [name, whole] as const),
  ["srcset", /((?:^|,)\s*)([^\s,]+)/g],
  ["style", styles],
]);

/**
 * Lets links to topics of one project (`/articles/{project}/…`, `/smart/{project}/…`) lead to the same topics of another,
 * and those to files in its folder (`/resources/Storage/{project}/…`) to the copies in the other's.
 */
export function relink(html: string, { fromProjectId, toProjectId, origin }: Relinking): string {
  const ids = [fromProjectId, encodeURIComponent(fromProjectId)];
  if (!ids.some((id) => html.includes(id))) return html;
  const link = new RegExp(
    String.raw`^((?:(https?://[^/?#]+)?/|(?:\.\.?/)*)(?:articles|smart|(?:resources/)?Storage)/)(?:${ids.map(escapePattern).join("|")})(?=[/#?\s]|$)`,
    "i",
  );
  const target = encodeURIComponent(toProjectId);
  return rewriteAddresses(html, (address) =>
    address.replace(link, (same: string, start: string, host: string | undefined) =>
      host === undefined || isOwnHost(host, origin) ? start + target : same,
    ),
  );
}

/** A portal on this machine is reached by each of the machine's names for itself, too. */
function isOwnHost(host: string, origin: string): boolean {
  if (!URL.canParse(host) || !URL.canParse(origin)) return false;
  const [link, own] = [new URL(host), new URL(origin)];
  return link.host === own.host || (link.port === own.port && isLoopbackHost(hostOf(link)));
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}

/** Rewrites addresses in the source text of attributes and style sheets; all else, such as code samples, stays. */
function rewriteAddresses(html: string, rewrite: (address: string) => string): string {
  const parts: string[] = [];
  let position = 0;
  let isStyle = false;
  const change = (start: number, end: number, places: RegExp) => {
    const changed = html
      .slice(start, end)
      .replace(places, (_, before: string, address: string) => before + rewrite(address));
    parts.push(html.slice(position, start), changed);
    position = end;
  };
  const parser = new Parser({
    onattribute(name, _value, quote) {
      const places = placesOfAddresses.get(name);
      if (!places) return;
      const source = html.slice(parser.startIndex, parser.endIndex);
      const begin = /^[^=]*=\s*["']?/.exec(source)?.[0].length ?? source.length;
      const end = quote && source.endsWith(quote) ? source.length - 1 : source.length;
      change(parser.startIndex + begin, parser.startIndex + Math.max(begin, end), places);
    },
    onopentagname(name) {
      isStyle = name === "style";
    },
    ontext() {
      if (isStyle) change(parser.startIndex, parser.endIndex + 1, styles);
    },
    onclosetag() {
      isStyle = false;
    },
  });
  parser.end(html);
  return parts.join("") + html.slice(position);
}

/** The files in Storage that the HTML shows or links to, by path. */
export function findStoragePaths(html: string): Set<string> {
  const paths = new Set<string>();
  // Most topics have none, and to take them apart takes long. Letters may be written as numbers.
  if (!/storage|&#/i.test(html)) return paths;
  const find = (text: string, places: RegExp | undefined) => {
    for (const [, , address = ""] of places ? text.matchAll(places) : []) {
      const path = storagePathOf(address);
      if (path !== undefined) paths.add(path);
    }
  };
  let isStyle = false;
  const parser = new Parser({
    onattribute(name, value) {
      find(value, placesOfAddresses.get(name));
    },
    onopentagname(name) {
      isStyle = name === "style";
    },
    ontext(text) {
      if (isStyle) find(text, styles);
    },
    onclosetag() {
      isStyle = false;
    },
  });
  parser.end(html);
  return paths;
}
