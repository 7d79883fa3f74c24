import { expect, test } from "vitest";
import { toPlainText } from "./plain-text.js";

test.each([
  ["<p>One</p><p>two</p>", "One two"],
  ["<b>bo</b>ld", "bold"],
  ["a<br>b", "a b"],
  ["<td>1</td><td>2</td>", "1 2"],
  ["fish &amp; chips&nbsp;now", "fish & chips now"],
  ["<style>p{}</style><script>x()</script>y", "y"],
  ['<math><mi>x</mi><annotation encoding="tex">\\x</annotation></math>', "x"],
  ["1 < 2", "1 < 2"],
  ["a\u0000\u0002b", "a b"],
])("%j reads %j", (html, text) => {
  expect(toPlainText(html)).toBe(text);
});
