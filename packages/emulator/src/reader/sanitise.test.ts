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
    '<td style="text-align:right">a</td>',
  );
  expect(await sanitise('<td align="left;position:fixed">a</td>')).toBe('<td style="text-align:left">a</td>');
});

test("checkboxes become signs, and other fields of forms go", async () => {
  expect(await sanitise('<input type="checkbox" checked> a <input type="checkbox"> b <input value="c">')).toBe(
    "<span>☑</span> a <span>☐</span> b ",
  );
});
