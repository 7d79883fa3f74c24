/** The pictures of a PDF: each is checked and embedded once. */
import { createHash } from "node:crypto";
import { checkPicture, parseDataUri, type CheckedPicture } from "./pictures.js";
import { storagePathOf } from "./references.js";
import type { ExportSource } from "./source.js";

export class Pictures {
  /** Data URIs by name, for pdfmake. */
  readonly images: Record<string, string> = {};
  readonly #source: ExportSource;
  readonly #isOn: boolean;
  readonly #checked = new Map<string, CheckedPicture | undefined>();

  constructor(source: ExportSource, isOn: boolean) {
    this.#source = source;
    this.#isOn = isOn;
  }

  /** The picture at an address; undefined when there is none that can be drawn. */
  find(address: string): CheckedPicture | undefined {
    if (!this.#isOn) return undefined;
    if (!this.#checked.has(address)) {
      const storagePath = storagePathOf(address);
      const content = storagePath === undefined ? parseDataUri(address) : this.#source.readResource(storagePath);
      this.#checked.set(address, content && checkPicture(content));
    }
    return this.#checked.get(address);
  }

  /** Embeds a picture and gives the name under which it is drawn. */
  register(picture: CheckedPicture): string {
    const name = createHash("sha256").update(picture.content).digest("hex");
    this.images[name] ??= `data:image/${picture.kind};base64,${Buffer.from(picture.content).toString("base64")}`;
    return name;
  }
}
