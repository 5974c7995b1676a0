// What is pasted: prose of a word processor as lines of text.
"use strict";

/** Puts a text where the caret is, on a line of its own where that is wanted. */
function put(input, text, isLine) {
  if (!state.is_editable) return;
  input.focus();
  const before = input.value.slice(0, input.selectionStart);
  if (isLine && before && !before.endsWith("\n")) text = "\n" + text;
  // This way the browser's own undo knows of it.
  if (!document.execCommand("insertText", false, text)) {
    input.setRangeText(text, input.selectionStart, input.selectionEnd, "end");
    input.dispatchEvent(new Event("input"));
  }
}

/** What stands in the clipboard from Word or a web page, as it was meant: paragraphs, numbers, bold words, tables. */
function pasteFromWord(event, input) {
  const html = event.clipboardData && event.clipboardData.getData("text/html");
  if (!html || !state.is_editable) return;
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const text = asText(body);
  const lost = LOST.filter(([kind]) => body.querySelector(kind)).map(([, name]) => name);
  if (!text && !lost.length) return;
  event.preventDefault();
  if (text) put(input, text, false);
  if (lost.length) notice({ message: `粘贴的内容里有${lost.join("、")}。`, hint: "请核对贴进来的文字，要印的用文字写出来。" }, "note");
}
// What a text cannot hold, by what it is called when it is told.
const LOST = [["img, v\\:imagedata, object, svg", "图片（没有贴进来）"], ["sup:not(:empty), sub:not(:empty)", "上标、下标（贴成了平常的字）"], [`[style*="mso-element:comment"], .msocomanchor`, "批注（没有贴进来）"]];
const BLOCKS = "P,DIV,H1,H2,H3,H4,H5,H6,LI,UL,OL,TABLE,TR,TD,TH,TBODY,THEAD,SECTION,ARTICLE,BLOCKQUOTE,BODY";
const isBlock = (node) => node.nodeType === 1 && node.matches(BLOCKS);
const isBold = (node) => node.nodeType === 1 && (node.matches("B,STRONG") && !/font-weight:\s*(normal|400)/.test(node.getAttribute("style") || "") || /font-weight:\s*(bold|[6-9]00)/.test(node.getAttribute("style") || ""));
const NUMBER = /^(（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|\d+[.．、]|（\d+）|[①-⑳])/;

/** The texts of a table's cells by rows, all of one length; of cells that are merged the others are empty. */
function cellsOf(table) {
  const grid = [...table.rows].map(() => []);
  [...table.rows].forEach((row, y) => {
    let x = 0;
    for (const cell of row.cells) {
      while (grid[y][x] !== undefined) x += 1;
      const text = asText(cell).replace(/\n/g, " ").replace(/\|/g, "\\|");
      for (const below of grid.slice(y, y + cell.rowSpan)) {
        for (let n = 0; n < cell.colSpan; n += 1) below[x + n] = below === grid[y] && n === 0 ? text : "";
      }
      x += cell.colSpan;
    }
  });
  const width = Math.max(0, ...grid.map((row) => row.length));
  return grid.map((row) => Array.from({ length: width }, (_, x) => row[x] || ""));
}

/** The text of a block, a paragraph a line. */
function asText(block) {
  const lines = [];
  let line = "";
  const end = () => {
    const text = line.replace(/\s+/g, " ").replace(/\*\*\s*\*\*/g, "").trim();
    const bare = text.replace(/^\*\*(.*)\*\*$/, "$1");
    // A heading is told by its number.
    if (text) lines.push(NUMBER.test(bare) && !bare.includes("**") ? bare : text);
    line = "";
  };
  const walk = (node, isInBold) => {
    if (node.nodeType === 3) line += node.data;
    if (node.nodeType !== 1 || node.matches("STYLE,SCRIPT,DEL,HEAD,TITLE,.msocomanchor") || /mso-element:\s*comment/.test(node.getAttribute("style") || "") || /mso-hide|display:\s*none/.test(node.getAttribute("style") || "")) return;
    if (node.matches("BR")) return end();
    if (node.matches("TABLE")) {
      end();
      const grid = cellsOf(node);
      const rows = grid.map((row) => "| " + row.join(" | ") + " |");
      if (rows.length) rows.splice(1, 0, "|" + "---|".repeat(grid[0].length));
      lines.push("", ...rows, "");
      return;
    }
    if (isBlock(node)) end();
    // Word writes the mark of a list as a text before it.
    if (/mso-list:\s*ignore/i.test(node.getAttribute("style") || "")) {
      const mark = node.textContent.trim();
      line += /^[·•▪◆\uf0b7o]$/.test(mark) ? "- " : mark;
      return;
    }
    if (node.matches("LI") && !node.querySelector("[style*=mso-list]")) line += node.parentNode.matches("OL") ? `${[...node.parentNode.children].indexOf(node) + 1}.` : "- ";
    const bold = isBold(node) && !isInBold && !isBlock(node) && node.textContent.trim();
    if (bold) line += "**";
    for (const inner of node.childNodes) walk(inner, isInBold || bold);
    if (bold) line += "**";
    if (isBlock(node)) end();
  };
  for (const node of block.childNodes) walk(node, false);
  end();
  return lines.join("\n").replace(/\n{3,}/g, "\n\n").trim();
}
