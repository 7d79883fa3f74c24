/** The pictures of a document: each is checked and embedded once. */
import { hash } from "node:crypto";
import { checkPicture, parseDataUri, type CheckedPicture } from "./pictures.js";
import { storagePathOf } from "./references.js";
import type { ExportSource } from "./source.js";

export class Pictures {
  /** Those that the document shows, by name. */
  readonly shown = new Map<string, CheckedPicture>();
  readonly #source: ExportSource;
  readonly #areShown: boolean;
  readonly #checked = new Map<string, CheckedPicture | undefined>();

  constructor(source: ExportSource, areShown = true) {
    this.#source = source;
    this.#areShown = areShown;
  }

  /** The picture at an address; undefined when there is none that can be shown. */
  find(address: string): CheckedPicture | undefined {
    if (!this.#areShown) return undefined;
    if (!this.#checked.has(address)) {
      const storagePath = storagePathOf(address);
      const content = storagePath === undefined ? parseDataUri(address) : this.#source.readResource(storagePath);
      this.#checked.set(address, content && checkPicture(content));
    }
    return this.#checked.get(address);
  }

  /** Embeds a picture and gives the name under which it is shown. */
  register(picture: CheckedPicture): string {
    const name = hash("sha256", picture.content);
    this.shown.set(name, picture);
    return name;
  }
}
