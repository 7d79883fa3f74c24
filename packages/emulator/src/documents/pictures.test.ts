import { describe, expect, it } from "vitest";
import { readAsset } from "../seeds/sample/read-asset.js";
import { checkPicture, parseDataUri } from "./pictures.js";

const png = readAsset("files/filling.png");
const svg = (text: string) => checkPicture(Buffer.from(text));

describe("pictures", () => {
  it("tell their kind and size", () => {
    expect(checkPicture(png)).toMatchObject({ kind: "png", width: 700, height: 500 });
    expect(svg('<?xml version="1.0"?><svg width="30px" height="20"></svg>')).toMatchObject({
      kind: "svg",
      width: 30,
      height: 20,
    });
    expect(svg('<svg viewBox="0 0 16 9"/>')).toMatchObject({ width: 16, height: 9 });
  });

  it.each([
    ["cut off", png.subarray(0, 9000)],
    ["with a wrong checksum", Buffer.from(png).fill(0, 5000, 5001)],
    ["of another kind", Buffer.from("GIF89a")],
    ["empty", Buffer.alloc(0)],
    ["a JPEG without a frame", Buffer.from([0xff, 0xd8, 0xff, 0xd9, 0, 0, 0, 0, 0, 0, 0, 0])],
    ["an SVG with entities", Buffer.from('<!DOCTYPE svg [<!ENTITY x "y">]><svg>&x;</svg>')],
    ["an SVG without an end", Buffer.from("<svg><g>")],
  ])("that cannot be shown are refused: %s", (_what, bytes) => {
    expect(checkPicture(bytes)).toBeUndefined();
  });

  it("lose what makes an SVG read other files", () => {
    const checked = svg(
      '<svg><image href="/etc/x.png"/><image xlink:href = \'a.png\'/><use href="#a"/><image href="data:x"/></svg>',
    );
    expect(Buffer.from(checked?.content ?? []).toString()).toMatch(
      /^<svg [^>]*><image><\/image><image><\/image><use href="#a"><\/use><image href="data:x"><\/image><\/svg>$/,
    );
  });
});

describe("data URIs", () => {
  it("give their bytes", () => {
    expect(parseDataUri("data:image/png;base64,AAH/")).toEqual(Buffer.from([0, 1, 255]));
    expect(parseDataUri("data:image/svg+xml,%3Csvg/%3E")?.toString()).toBe("<svg/>");
  });

  it("are told from other addresses", () => {
    expect(parseDataUri("/resources/Storage/a.png")).toBeUndefined();
    expect(parseDataUri("data:,%E0%A4%A")).toBeUndefined();
  });
});
