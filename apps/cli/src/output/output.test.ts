/** How results are written for people and for programs. */
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { readEnvironment } from "../settings/environment.js";
import { createFormatter, formatDuration, toOneLine } from "./format.js";
import { createBarProgress, createPlainProgress } from "./progress.js";
import { render, type RenderOptions } from "./render.js";
import { listOf, plan, raw, recordOf, type Output } from "./result.js";
import { formatFields, formatTable } from "./table.js";
import { terminalOf, type OutputStream } from "./terminal.js";

const plainText = terminalOf({}, readEnvironment({}), { noColor: false });
const screen = (columns: number) => terminalOf({ isTTY: true, columns }, readEnvironment({}), { noColor: true });
const format = createFormatter("Europe/Helsinki");
const forPeople: RenderOptions = { json: undefined, jsonLines: false, quiet: false, terminal: plainText, format };

const topics = [
  { id: "intro", title: "Introduction", size: 1536, modifiedOn: new Date("2026-11-23T22:15:00Z") },
  { id: "faq", title: "Questions 常见问题", size: 0, modifiedOn: new Date("2026-06-01T00:00:00Z") },
];
const list = listOf(topics, {
  columns: [
    { label: "id", value: ({ id }) => id },
    { label: "title", value: ({ title }) => title, whenNarrow: "cut" },
    { label: "size", value: ({ size }, formatter) => formatter.size(size), align: "right", whenNarrow: "leave-out" },
    { label: "changed", value: ({ modifiedOn }, formatter) => formatter.date(modifiedOn), whenNarrow: "leave-out" },
    { label: "nothing", value: () => null },
  ],
  bare: ({ id }) => id,
  empty: { message: "There are none.", suggestion: "Make one." },
});
const write = (output: Output, options: Partial<RenderOptions> = {}) => render(output, { ...forPeople, ...options });

describe("a list", () => {
  it.each([0, undefined])("is 80 wide on a terminal whose width is %s", (columns) => {
    expect(terminalOf({ isTTY: true, columns }, readEnvironment({}), { noColor: true }).width).toBe(80);
  });

  it("is an aligned table in the reader's zone, without empty columns", async () => {
    expect(await write(list)).toMatchInlineSnapshot(`
      "ID     TITLE                  SIZE  CHANGED
      intro  Introduction        1.5 KiB  2026-11-24 00:15
      faq    Questions 常见问题      0 B  2026-06-01 03:00
      "
    `);
  });

  it("fits the terminal: texts are cut, then columns are left out from the right, and named", () => {
    const at = (width: number) => {
      const text = formatTable(list.columns, list.rows(format), screen(width));
      for (const line of text.split("\n")) expect(stringWidth(line)).toBeLessThanOrEqual(width);
      return text;
    };
    expect(at(51)).toMatchInlineSnapshot(`
      "ID     TITLE                 SIZE  CHANGED
      intro  Introduction       1.5 KiB  2026-11-24 00:15
      faq    Questions 常见问…      0 B  2026-06-01 03:00
      "
    `);
    expect(at(48)).toMatchInlineSnapshot(`
      "ID     TITLE                  SIZE
      intro  Introduction        1.5 KiB
      faq    Questions 常见问题      0 B

      Not shown: changed.
      "
    `);
    expect(at(30)).toMatch(/^Not shown: size, changed\.$/m);
  });

  it("keeps ids whole where they are wider than the terminal", () => {
    const columns = [{ label: "id" }, { label: "title", whenNarrow: "cut" }] as const;
    const id = "project-with-a-very-long-name";
    expect(formatTable(columns, [[id, "A long title of a topic"]], screen(20))).toContain(
      `\n${id}  A long title of…\n`,
    );
  });

  it("keeps each entry on one line, and blanks as they are", async () => {
    const columns = [
      { label: "title", value: ({ title }: { title: string }) => title },
      { label: "after", value: () => "x" },
    ];
    const broken = listOf([{ title: "two\r\nlines\tand  blanks" }], { ...list, columns, bare: () => undefined });
    expect(await write(broken)).toMatch(/\ntwo lines and {2}blanks {2}x\n$/);
  });

  it("is JSON with all fields, with some, or one line each", async () => {
    expect(JSON.parse(String(await write(list, { json: "all" })))).toEqual(JSON.parse(JSON.stringify(topics)));
    expect(await write(list, { json: ["title", "absent"] })).toBe(
      '[{"title":"Introduction","absent":null},{"title":"Questions 常见问题","absent":null}]\n',
    );
    expect(await write(list, { json: ["id"], jsonLines: true })).toBe('{"id":"intro"}\n{"id":"faq"}\n');
  });

  it("is only ids when it is quiet", async () => {
    expect(await write(list, { quiet: true })).toBe("intro\nfaq\n");
  });

  it("says what to try when it is empty, but only to people", async () => {
    const empty = listOf([], { columns: [], bare: String, empty: { message: "None.", suggestion: "Make one." } });
    expect(await write(empty)).toBe("None.\nMake one.\n");
    expect(await write(empty, { json: "all" })).toBe("[]\n");
    expect(await write(empty, { quiet: true })).toBe("");
  });
});

it("keeps control characters from people, and gives them to programs", async () => {
  const hostile = { title: "a\u001B[2Jb\u009Bc\rd\te" };
  const view = { fields: [{ label: "title", value: ({ title }: typeof hostile) => title }], bare: hostile.title };
  const texts = { headline: hostile.title, lines: [hostile.title], footer: hostile.title };
  const empty = { message: hostile.title, suggestion: hostile.title };
  const record = recordOf(hostile, { ...view, ...texts });
  const rows = listOf([hostile], { ...texts, columns: view.fields, bare: ({ title }) => title, empty });
  const none = listOf([], { columns: [], bare: String, empty });
  const request = plan([{ method: "GET", url: "/", when: hostile.title, body: hostile.title }]);
  for (const output of [record, rows, none, request]) expect(await write(output)).not.toMatch(/(?![\n\t])\p{Cc}/u);
  for (const output of [record, rows]) expect(await write(output, { quiet: true })).toBe("a[2Jbcd\te\n");
  expect(toOneLine("a\u0007<br>b\u001B")).toBe("a b");
  expect(JSON.parse(String(await write(record, { json: "all" })))).toEqual(hostile);
});

describe("other results", () => {
  it("show a record with its headline and the fields that have a text", async () => {
    const record = recordOf(
      { id: "intro", owner: null },
      {
        headline: "Made.",
        fields: [
          { label: "id", value: ({ id }) => id },
          { label: "owner", value: ({ owner }) => owner },
        ],
        bare: "intro",
      },
    );
    expect(await write(record)).toBe("Made.\n\nid  intro\n");
    expect(await write(record, { json: "all" })).toBe('{"id":"intro","owner":null}\n');
  });

  it("pass content on untouched", async () => {
    expect(await write(raw("a\n"), { json: "all" })).toBe("a\n");
  });

  it("show planned requests", async () => {
    const requests = plan([{ method: "POST", url: "https://portal.example/a", body: { a: 1 }, when: "when new" }]);
    expect(await write(requests)).toBe('POST https://portal.example/a  (when new)\n{\n  "a": 1\n}\n');
    expect(JSON.parse(String(await write(requests, { json: "all" })))).toHaveLength(1);
  });
});

it("indents JSON on a terminal only", async () => {
  expect(await write(list, { json: ["id"], terminal: screen(80) })).toContain('\n    "id": "intro"');
});

describe("a terminal", () => {
  it("is coloured and animated only where that can be seen", () => {
    const traits = (isTTY: boolean, variables: Record<string, string> = {}, noColor = false) => {
      const { colors, animated } = terminalOf({ isTTY }, readEnvironment(variables), { noColor });
      return [colors.isColorSupported, animated];
    };
    expect(traits(true)).toEqual([true, true]);
    expect(traits(false)).toEqual([false, false]);
    expect(traits(true, {}, true)).toEqual([false, true]);
    expect(traits(true, { NO_COLOR: "1" })).toEqual([false, true]);
    expect(traits(true, { TERM: "dumb" })).toEqual([false, false]);
    expect(traits(true, { CI: "true" })).toEqual([true, false]);
    expect(traits(false, { FORCE_COLOR: "1" })).toEqual([true, false]);
  });
});

it.each([
  [0, "0 B"],
  [1023, "1023 B"],
  [1024, "1.0 KiB"],
  [150 * 1024, "150 KiB"],
  [1_468_006, "1.4 MiB"],
])("writes %d bytes as %s", (bytes, text) => {
  expect(format.size(bytes)).toBe(text);
});

it.each([
  [4200, "4.2 s"],
  [65_000, "1 min 05 s"],
])("writes %d milliseconds as %s", (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});

describe("progress", () => {
  const sink = (): OutputStream & { text(): string } => {
    let written = "";
    return {
      isTTY: true,
      columns: 80,
      write: (chunk) => {
        written += String(chunk);
        return true;
      },
      text: () => written,
    };
  };

  it("is two lines where nothing can move", () => {
    const stream = sink();
    const progress = createPlainProgress({ stream, terminal: plainText, label: "Publishing guide" });
    progress.update({ fraction: 0.5, text: "half" });
    progress.done();
    expect(stream.text().replace(/\d+\.\d s/, "0.0 s")).toBe("Publishing guide ...\nPublishing guide: done in 0.0 s\n");
  });

  it("is a bar with percent and the portal's words on one line", async () => {
    const stream = sink();
    const progress = await createBarProgress({ stream, terminal: screen(80), label: "Publishing" });
    progress.update({ fraction: 0.5, text: "Copying<br/>topics" });
    progress.done();
    expect(stream.text()).toContain("50%");
    expect(stream.text()).toContain("Copying topics");
    expect(stream.text()).toMatch(/✓ Publishing in \d/);
  });

  it("shows a label as it is, also where it looks like a part of the bar", async () => {
    const stream = sink();
    const progress = await createBarProgress({ stream, terminal: screen(80), label: "Downloading {bar}{percentage}" });
    progress.update({ fraction: 0.5 });
    progress.done();
    expect(stream.text().split("Downloading {bar}{percentage} ")).toHaveLength(4); // At 0%, at 50% and at the end.
  });

  it("leaves no word of success when it is stopped", async () => {
    const stream = sink();
    const progress = await createBarProgress({ stream, terminal: screen(80), label: "Publishing" });
    progress.stop();
    expect(stream.text()).not.toContain("✓");
  });
});

describe("fields in colour", () => {
  const { colors } = terminalOf({ isTTY: true, columns: 80 }, readEnvironment({}), { noColor: false });
  const rows = [
    ["title", "A guide"],
    ["visibility", "Private"],
  ] as const;

  it("wrap between words only, so that what is copied is whole", () => {
    const address = `https://docs.example.com/${"a".repeat(60)}`;
    const text = formatFields([["address", `It is at ${address} from now on.`]], 40, screen(40).colors);
    expect(text).toBe(`address  It is at\n         ${address}\n         from now on.\n`);
  });

  it("keep every label on one line", () => {
    const plain = formatFields(rows, 80, colors).replaceAll(/\u001B\[\d+m/g, "");
    expect(plain).toBe("title       A guide\nvisibility  Private\n");
    expect(formatFields(rows, 80, colors)).toContain(colors.dim("visibility"));
  });
});
