/** Rough heights. What is kept on one page must not be higher than one: pdfmake would print none of it, or not all. */
import { insteadOf, type Block, type Inline } from "./document-model.js";
import { codeCharacter } from "./pdf-fonts.js";
import { breakLines, tokensOf } from "./pdf-lines.js";
import { codeWidth, pictureSize, placeItems, roomInCell, roomInGroup, type BlockContext } from "./pdf-rooms.js";
import { baseSize, codeSize, pointsPerCharacter } from "./pdf-style.js";
import { tableHeight } from "./pdf-table.js";
import type { TextRoom } from "./pdf-text.js";

/** The height in points of blocks that are printed one below the other. */
export function heightOf(blocks: readonly Block[], context: BlockContext): number {
  return blocks.reduce((sum, block) => sum + heightOfBlock(block, context), 0);
}

function heightOfBlock(block: Block, context: BlockContext): number {
  const { scale } = context;
  switch (block.type) {
    case "image":
      return heightOfInline([block], context);
    case "code": {
      const perLine = codeWidth(context) / (codeCharacter * codeSize * scale);
      const lines = block.text.split("\n").reduce((sum, line) => sum + Math.ceil((line.length + 1) / perLine), 0);
      return lines * 12 * scale + 20;
    }
    case "list": {
      const { items, inside } = placeItems(block, context);
      return heightOf(items.flat(), inside);
    }
    case "group":
      return heightOf(block.blocks, roomInGroup(block, context)) + 20;
    case "table": {
      const cells = tableHeight(block, context, {
        height: (blocks, room) => heightOf(blocks, roomInCell(room, context)),
        pictureWidth: (picture) => pictureSize(picture, context)?.width,
      });
      return heightOfInline(block.caption, context) + cells;
    }
    case "heading": {
      const share = context.headingSize(block.level) / baseSize;
      return heightOfInline(block.content, { ...context, scale: scale * share }) + 10 * share;
    }
    case "paragraph":
      return heightOfInline(block.content, context);
    case "rule":
      return 15;
  }
}

/** Pictures come between the text or below it, and those that cannot be shown are words. */
function heightOfInline(content: readonly Inline[], context: BlockContext): number {
  const texts = content.map((inline) =>
    inline.type === "break" ? "\n" : inline.type === "image" ? insteadOf(inline).text : inline.text,
  );
  const pictures = content.flatMap((inline) => (inline.type === "image" ? (pictureSize(inline, context) ?? []) : []));
  return pictures.reduce((sum, { height }) => sum + height + 10, heightOfText(texts.join(""), context));
}

const lineHeight = 14.65;

/** The height in points of a paragraph. */
export function heightOfText(text: string, { width, scale }: Pick<TextRoom, "width" | "scale">): number {
  if (text === "") return 0;
  const widthOf = (part: string) => part.length * pointsPerCharacter * scale;
  return breakLines(tokensOf([{ text }]), { width, widthOf }).length * lineHeight * scale + 8;
}
