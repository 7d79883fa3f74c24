import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import {
  Base64Bytes,
  commaSeparated,
  ContentRange,
  GmtDateTime,
  MicrosoftDateTime,
  QueryBoolean,
  QueryInteger,
  StorageFullName,
  toStoragePath,
  UtcDateTime,
} from "./wire.js";
import { parseWireDate } from "./wire-date.js";

const wholeSeconds = fc
  .date({ min: new Date("0000-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true })
  .map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000));

describe("dates", () => {
  it("reads a date without a zone as GMT, wherever the program runs", () => {
    expect(z.decode(GmtDateTime, "2024-03-27T19:28:30").toISOString()).toBe("2024-03-27T19:28:30.000Z");
  });

  it.each([
    ["2024-03-27T19:28:30", "2024-03-27T19:28:30.000Z"],
    ["2024-03-27T19:28:30.25", "2024-03-27T19:28:30.250Z"],
    ["0001-01-01T00:00:00", "0001-01-01T00:00:00.000Z"],
    ["2024-02-29T23:59:59", "2024-02-29T23:59:59.000Z"],
    ["2024-12-31T23:59:59", "2024-12-31T23:59:59.000Z"],
    ["2024-12-31T23:30:00-02:00", "2025-01-01T01:30:00.000Z"],
    ["2077-07-07T02:35:00Z", "2077-07-07T02:35:00.000Z"],
    ["2022-08-09T02:35:00+02:00", "2022-08-09T00:35:00.000Z"],
    ["2022-08-09", "2022-08-09T00:00:00.000Z"],
    ["/Date(1686063404096+0000)/", "2023-06-06T14:56:44.096Z"],
    ["/Date(1686063404096)/", "2023-06-06T14:56:44.096Z"],
  ])("reads %s, whichever field it comes in", (text, iso) => {
    expect(parseWireDate(text)?.toISOString()).toBe(iso);
  });

  it.each([
    "",
    "yesterday",
    "5",
    "2024-03-27 19:28:30",
    "March 27, 2024",
    "2024-13-40T00:00:00",
    "2024-02-30T10:00:00",
    "2023-02-29T10:00:00",
    "2024-04-31T10:00:00",
    "2024-04-31",
    "2024-04-31T10:00:00Z",
    "/Date(x)/",
    "/Date(99999999999999999)/",
  ])("refuses %j with the value in the message", (text) => {
    const result = z.safeDecode(GmtDateTime, text);
    expect(result.success).toBe(false);
    expect(result.error?.issues[0]?.message).toContain(text);
  });

  it.each([new Date(8.64e15), new Date(-1e15)])("refuses to write %s, for which there is no form", (date) => {
    for (const codec of [GmtDateTime, UtcDateTime]) {
      expect(z.safeEncode(codec, date).error?.issues[0]?.message).toBe("must be a date of the years 0 to 9999");
    }
  });

  it("reads the last and the first second of every month", () => {
    for (let year = 0; year <= 9999; year += 1) {
      for (let month = 1; month <= 12; month += 1) {
        const text = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-01T00:00:00`;
        const first = Date.parse(`${text}Z`);
        const last = new Date(first - 1000).toISOString().slice(0, 19);
        if (parseWireDate(text)?.getTime() !== first) expect.fail(text);
        if (year > 0 && parseWireDate(last)?.getTime() !== first - 1000) expect.fail(last);
      }
    }
  });

  it("writes whole seconds without a zone and gets the same date back", () => {
    fc.assert(
      fc.property(wholeSeconds, (date) => {
        const wire = z.encode(GmtDateTime, date);
        expect(wire).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
        expect(z.decode(GmtDateTime, wire)).toEqual(date);
      }),
    );
  });

  it("writes the last activity as a Microsoft date and gets the same date back", () => {
    expect(z.encode(MicrosoftDateTime, new Date(1686063404096))).toBe("/Date(1686063404096+0000)/");
    fc.assert(
      fc.property(wholeSeconds, (date) => {
        expect(z.decode(MicrosoftDateTime, z.encode(MicrosoftDateTime, date))).toEqual(date);
      }),
    );
  });
});

describe("comma-separated lists", () => {
  const Ids = commaSeparated(z.string());

  it("ignores spaces around commas and empty items", () => {
    expect(z.decode(Ids, "a, b,,c ")).toEqual(["a", "b", "c"]);
    expect(z.decode(Ids, "")).toEqual([]);
  });

  it("refuses an item with a comma, which would arrive as two", () => {
    expect(z.safeEncode(Ids, ["one,two"]).success).toBe(false);
  });

  it("gives any list of plain ids back", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[A-Za-z0-9-]+$/)), (ids) => {
        expect(z.decode(Ids, z.encode(Ids, ids))).toEqual(ids);
      }),
    );
  });
});

describe("query values", () => {
  it("takes true and false in lower case only", () => {
    expect(z.decode(QueryBoolean, "true")).toBe(true);
    expect(z.encode(QueryBoolean, false)).toBe("false");
    expect(z.safeDecode(QueryBoolean, "True" as "true").success).toBe(false);
  });

  it("takes whole numbers, negative ones too", () => {
    expect(z.decode(QueryInteger, "-1")).toBe(-1);
    expect(z.encode(QueryInteger, 25)).toBe("25");
    expect(z.safeDecode(QueryInteger, "1.5").success).toBe(false);
    expect(z.safeDecode(QueryInteger, "").success).toBe(false);
  });
});

describe("storage names", () => {
  it("shows forward slashes and sends backslashes", () => {
    expect(z.decode(StorageFullName, "Storage\\project-x\\info.png")).toBe("Storage/project-x/info.png");
    expect(z.encode(StorageFullName, "Storage/project-x/info.png")).toBe("Storage\\project-x\\info.png");
  });

  it.each([
    ["Storage/Exported/Title.pdf", "Exported/Title.pdf"],
    ["Storage\\Exported\\Title.pdf", "Exported/Title.pdf"],
    ["Exported/Storage/Title.pdf", "Exported/Storage/Title.pdf"],
    ["Storage/Storage/Title.pdf", "Storage/Title.pdf"],
    ["Storage", ""],
    ["Storage.pdf", "Storage.pdf"],
  ])("makes the request path of %s", (fullName, path) => {
    expect(toStoragePath(fullName)).toBe(path);
  });
});

describe("base64 content", () => {
  it("gives any bytes back", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        expect(z.decode(Base64Bytes, z.encode(Base64Bytes, new Uint8Array(bytes)))).toEqual(new Uint8Array(bytes));
      }),
    );
  });

  it("holds a file of 10 MB, the largest that one request can carry", () => {
    const bytes = new Uint8Array(10 * 1024 * 1024).map((_, index) => index % 251);
    const decoded = z.decode(Base64Bytes, z.encode(Base64Bytes, bytes));
    expect(decoded.length).toBe(bytes.length);
    expect(decoded.at(-1)).toBe(bytes.at(-1));
  });

  it.each(["aGVsbG8=", "aGVs\nbG8=", "aGVs\r\nbG8=\r\n", " aGVsbG8= "])(
    "takes base64 with broken lines: %j",
    (text) => {
      expect(z.decode(Base64Bytes, text)).toEqual(new TextEncoder().encode("hello"));
    },
  );

  it.each(["not base64!", "aGVsbG8", "aGVsbG8==", "_-8=", "data:;base64,aGk="])(
    "refuses what is not base64: %j",
    (text) => {
      expect(z.safeDecode(Base64Bytes, text).error?.issues).toMatchObject([{ message: "must be base64" }]);
    },
  );
});

describe("content ranges", () => {
  it.each([
    ["bytes 0-499/1000", { start: 0, end: 499, total: 1000 }],
    ["bytes 500-999/*", { start: 500, end: 999 }],
  ])("reads and writes %s", (text, range) => {
    expect(z.decode(ContentRange, text)).toEqual(range);
    expect(z.encode(ContentRange, range)).toBe(text);
  });

  it.each(["bytes 5-4/10", "bytes 0-10/10", "0-1/2", "bytes -1-2/3"])("refuses %s", (text) => {
    expect(z.safeDecode(ContentRange, text).success).toBe(false);
  });
});
