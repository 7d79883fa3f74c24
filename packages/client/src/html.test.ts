import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { html, HtmlFragment, rawHtml } from "./index.js";

describe("html", () => {
  it("escapes values", () => {
    expect(String(html`<p title="${`"a" & 'b'`}">${"<b>"}</p>`)).toBe(
      '<p title="&quot;a&quot; &amp; &#39;b&#39;">&lt;b&gt;</p>',
    );
  });

  it("puts fragments in as they are, alone and in arrays", () => {
    const items = ["<a>", "b"].map((text) => html`<li>${text}</li>`);
    expect(String(html`${items}${rawHtml("<hr>")}`)).toBe("<li>&lt;a&gt;</li><li>b</li><hr>");
  });

  it("knows the fragments of another copy of this package", async () => {
    vi.resetModules();
    const other = await import("./html.js");
    expect(other.HtmlFragment).not.toBe(HtmlFragment);
    expect(String(html`<p>${other.html`<b>${"&"}</b>`}</p>`)).toBe("<p><b>&amp;</b></p>");
  });

  it("makes nothing of what is not there, and text of numbers and dates", () => {
    expect(String(html`${null}${undefined}${false}${true}${0}${10n}`)).toBe("010");
    expect(String(html`${new Date(0)}`)).toBe("1970-01-01T00:00:00.000Z");
  });

  it("lets no markup through, whatever the text is", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => !/[<>"']/.test(String(html`${text}`))));
  });
});
