/** Chooses ids for topics and names for files that are not taken. */
import { findIdProblem } from "../check-id.js";

const longestId = 80;
const longestName = 120;

/** In other scripts the mark makes another letter, as it makes й of и. */
const marksOfLetters = /([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu;

/** Letters, digits and hyphens, in lower case: `Été & hiver` is `ete-hiver`. Empty when nothing is left. */
export function toSlug(title: string): string {
  const slug = title
    .normalize("NFKD")
    .replace(marksOfLetters, "$1")
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, "-");
  return beginningOf(slug, longestId).replace(/^-+|-+$/g, "");
}

/** So many characters, none of them by half. */
function beginningOf(text: string, length: number): string {
  return Array.from(text).slice(0, length).join("");
}

/** The id as somebody chose it, or the nearest that an address can carry. */
export function toTopicId(chosen: string): string {
  return findIdProblem(chosen) === undefined ? chosen : toSlug(chosen);
}

/** Gives every name once, whatever its letter case: `setup`, `setup-2`, `setup-3`. */
export function createNamer(taken: Iterable<string>): (wanted: string, addNumber?: AddNumber) => string {
  const used = new Set(Array.from(taken, (name) => name.toLowerCase()));
  const last = new Map<string, number>();
  return (wanted, addNumber = (name, number) => `${name}-${number}`) => {
    let name = wanted;
    for (let number = last.get(wanted) ?? 2; used.has(name.toLowerCase()); number += 1) {
      name = addNumber(wanted, number);
      last.set(wanted, number);
    }
    used.add(name.toLowerCase());
    return name;
  };
}

type AddNumber = (name: string, number: number) => string;

const forbidden = /[\u0000-\u001f\u007f<>:"|?*\\/]/g;

/** A path that Storage takes, for the path of a file in an archive. */
export function toStoragePath(path: string): string {
  return path
    .split("/")
    .map((segment) => toName(segment) || "file")
    .join("/");
}

/** What is too long is cut before its extension, which says what is in the file. */
function toName(segment: string): string {
  const whole = segment
    .toWellFormed()
    .replace(forbidden, "-")
    .replace(/^\.+|[ .]+$/g, "");
  const [extension = ""] = /\.[A-Za-z0-9]{1,8}$/.exec(whole) ?? [];
  const base = beginningOf(whole.slice(0, whole.length - extension.length), longestName - extension.length);
  return (base + extension).replace(/[ .]+$/, "");
}

/** `a/b.png` -> `a/b-2.png`. */
export function numberFile(path: string, number: number): string {
  return path.replace(/(\.[A-Za-z0-9]{1,8})?$/, (extension) => `-${number}${extension}`);
}
