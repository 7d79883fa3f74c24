import { describe, expect, test, vi } from "vitest";
import { sanitise } from "./sanitise.js";

describe("the pictures of a page for several screens", () => {
  test.each([
    ["a.png"],
    ["a.png 1x, b.png 2x"],
    ["a.png 1x,b.png 1.5x"],
    [" a.png 300w ,  b.png 600w "],
    ["data:image/png;base64,AAAA 2x, b.png"],
  ])("are kept: %s", async (srcset) => {
    expect(await sanitise(`<picture><source srcset="${srcset}"><img src="x.png"></picture>`)).toContain("srcset=");
    expect(await sanitise(`<img src="x.png" srcset="${srcset}">`)).toContain("srcset=");
  });

  test.each([["a.png 2y"], ["a.png 1x 2x"], ["a.png 0w"], ["a.png -1x, b.png"], ["a.png 3h"], ["a b c"], [",,"], [""]])(
    "are left out when they are broken, without a word on the console: %s",
    async (srcset) => {
      const print = vi.spyOn(console, "log").mockReturnValue(undefined);
      const page = await sanitise(`<picture><source srcset="${srcset}"><img src="x.png" srcset="${srcset}"></picture>`);
      expect(page).toContain('src="x.png"');
      expect(page).not.toContain("srcset");
      expect(print).not.toHaveBeenCalled();
    },
  );
});

test("what is aligned by an attribute stays so, unless a style says otherwise", async () => {
  expect(await sanitise('<p align="Center">a</p>')).toBe('<p style="text-align:center">a</p>');
  expect(await sanitise('<td align="left" style="text-align:right;color:red">a</td>')).toBe(
    '<td style="text-align:left;text-align:right;color:red">a</td>',
  );
  expect(await sanitise('<td align="left;position:fixed">a</td>')).toBe('<td style="text-align:left">a</td>');
});

test.each([
  "color:#c00;background-color:rgb(255, 243, 205)",
  "background:#ffffcc;border:1px solid #ffc107;border-radius:4px",
  "border-left:4px solid orange;padding:.5em 10px",
  "margin:0 auto 1em;margin-left:40px",
  "float:right;clear:both;width:50%;max-width:20em;height:auto",
  `font-family:Georgia, 'Times New Roman', serif;font-size:x-large;line-height:1.4`,
  "text-decoration:underline dotted red;list-style:square inside;vertical-align:-2px",
  "display:none",
  "display:inline-block;white-space:pre-wrap",
  "color:red !important",
])("what an author says of how a text looks is kept: %s", async (style) => {
  expect(await sanitise(`<p style="${style}">a</p>`)).toBe(`<p style="${style}">a</p>`);
});

test.each([
  ...["position:fixed", "position:absolute;top:0", "z-index:9", "inset:0", "transform:scale(9)", "margin-top:-500px"],
  ...[
    "margin:0 0 0 -9em",
    "background:url(https://example.com/a.png)",
    "background:url(data:,)",
    "width:expression(1)",
  ],
  ...[
    "list-style:url(a.png)",
    "color:var(--page)",
    "width:calc(1px - 9em)",
    "content:'x'",
    "display:flex",
    "float:top",
  ],
  ...[
    "border:1px solid url(a)",
    "font-family:a(b)",
    "color:\\65 xpression(1)",
    "border-image:url(a.png)",
    "cursor:none",
  ],
])("what could leave its place or load something is not: %s", async (style) => {
  expect(await sanitise(`<p style="${style}">a</p>`)).toBe("<p>a</p>");
});

test("colours of older HTML are kept as styles", async () => {
  expect(await sanitise('<td bgcolor="#FFCC00" valign="top">a</td>')).toBe(
    '<td style="vertical-align:top;background-color:#ffcc00">a</td>',
  );
  expect(await sanitise('<font color="red" face="Arial" size="9">a</font>')).toBe(
    '<font style="color:red;font-family:arial">a</font>',
  );
});

test("drawings are kept as far as they are shapes", async () => {
  const shapes =
    '<svg viewbox="0 0 9 9" width="9"><defs><linearGradient id="g"><stop offset="1" stop-color="red"></stop></linearGradient></defs>' +
    '<path d="M1 1v2" fill="url(#g)"></path></svg>';
  expect(await sanitise(shapes)).toBe(shapes);
  const hostile =
    '<svg onload="a()" style="position:fixed"><script>a()</script><style>*{}</style><use href="https://example.com/a.svg#b"/>' +
    '<foreignObject><p>words</p></foreignObject><image href="a.png"/><animate attributeName="href" to="javascript:a()"/>' +
    '<rect fill="url(https://example.com/a)" stroke="red"/><circle fill="\\75rl(https://example.com/a)"/></svg>';
  expect(await sanitise(hostile)).toBe('<svg><p>words</p><rect stroke="red"></rect><circle></circle></svg>');
});

test("checkboxes become signs, and other fields of forms go", async () => {
  expect(await sanitise('<input type="checkbox" checked> a <input type="checkbox"> b <input value="c">')).toBe(
    "<span>☑</span> a <span>☐</span> b ",
  );
});
