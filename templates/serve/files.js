// The files to take.
"use strict";

const FILES = [
  ["pdf", "PDF", "打印、盖章、挂网"], ["html", "网页", "上传到网站"], ["fragment", "网页正文", "贴进网站的编辑器"],
  ["copy", "复制网页正文", "到编辑器里粘贴"], ["docx", "Word", "送审、修改"],
  ["letter", "报送公文 PDF", ""], ["letter-docx", "报送公文 Word", ""],
  ["whole", "公文和报告合订 PDF", ""], ["whole-docx", "公文和报告合订 Word", ""],
  ["annotated", "标注过的工作簿", "退给填表的人"], ["changes", "与往年对比", "工作簿"], ["charts", "图", "SVG、PNG"],
  ["all", "全部文件", "一个 zip"],
];

function showTaken() {
  const isThere = { letter: state.has_letter, annotated: state.report.kind === "workbook", changes: state.has_earlier };
  const need = (what) => (/letter|whole/.test(what) ? "letter" : what);
  const files = FILES.filter(([what]) => isThere[need(what)] !== false);
  $("taken").replaceChildren(
    ...(state.is_draft ? [make("p", { class: "help" }, "还有错误：取到的是草稿，每页有标记。")] : []),
    ...files.map(([what, name, use]) =>
      make("button", { type: "button", onclick: () => take(what) }, name, use ? make("small", {}, use) : null)));
}

/** Saves a file that was answered, under its name. */
async function save(response) {
  const address = URL.createObjectURL(await response.blob());
  const name = decodeURIComponent(response.headers.get("X-Nianbao-Name"));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  return name;
}

addEventListener("click", (event) => { if (!$("take").contains(event.target)) $("take").open = false; });

/** Takes a file; the menu stays open for the next. */
async function take(what) {
  saved("正在生成…");
  try {
    await queue;
    const response = await ask({ ask: "take", id: session.id, what: what === "copy" ? "fragment" : what });
    if (what === "copy") {
      const html = await response.text();
      await navigator.clipboard.write([new ClipboardItem({ "text/html": new Blob([html], { type: "text/html" }), "text/plain": new Blob([html], { type: "text/plain" }) })]);
      return saved("已复制，到编辑器里粘贴");
    }
    saved("已生成：" + (await save(response)));
  } catch (problem) {
    saved("");
    notice(problem.message ? problem : { message: "浏览器不让复制。", hint: "改用“网页正文”取文件。" });
  }
}
