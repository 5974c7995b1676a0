// The page: shows what the program tells of a report, and tells it what is typed. It keeps nothing itself.
"use strict";

// ---- Small things ----

const $ = (id) => document.getElementById(id);

/** An element with attributes and what is in it; texts are never taken for markup. */
function make(name, attributes, ...inside) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...inside.filter((part) => part !== null && part !== undefined));
  return element;
}

/** The token and the report that the address names; kept for when the page is loaded again. */
const session = (() => {
  const [token, id] = location.hash.slice(1).split("&");
  if (token) {
    sessionStorage.setItem("token", token);
    if (id) sessionStorage.setItem("report", id);
    history.replaceState(null, "", "/");
  }
  return { token: sessionStorage.getItem("token") || "", id: sessionStorage.getItem("report") };
})();

/** Asks the program for something. */
const ask = (asked) => send("/ask", "application/json", JSON.stringify(asked));

/** Sends something to the program. */
async function send(address, kind, body, more) {
  let response;
  try {
    const headers = { "Content-Type": kind, "X-Nianbao-Token": session.token, ...more };
    response = await fetch(address, { method: "POST", headers, body });
  } catch (error) {
    throw { kind: "gone", message: "程序已经结束，或者没有反应。", hint: "重新打开程序；已经填的都在文件里。" };
  }
  if (response.ok) return response;
  if (response.status === 403) {
    throw { kind: "gone", message: "这个地址没有密钥，打不开。", hint: "请从程序打开网页，或复制程序窗口里的整个地址。" };
  }
  if (response.status === 409 || response.status === 422) throw await response.json();
  if (response.status === 413) throw { kind: "refused", message: "文件太大。", hint: "至多 32 MB；删去图片后再试。" };
  throw { kind: "refused", message: `程序没有接受（${response.status}）。`, hint: "刷新网页后再试。" };
}
const told = async (asked) => (await ask(asked)).json();

/** Says what went wrong above everything else, or clears it. */
function notice(problem, kind) {
  $("notice").className = kind || "bad";
  if (!problem) return $("notice").replaceChildren();
  const close = make("button", { type: "button", class: "quiet", onclick: () => notice(null) }, problem.act ? "不改" : "知道了");
  const act = problem.act && make("button", { type: "button", class: "quiet", onclick: problem.act.onclick }, problem.act.label);
  $("notice").replaceChildren(make("p", {}, problem.message, "。".includes(problem.message.slice(-1)) ? "" : "。", problem.hint || ""), act || "", close);
}

// ---- The report that is open ----

let state = null; // as it was told last
let controls = new Map(); // path → { input, kind, known }
let rows = []; // inputs of tables by row, for the arrow keys

const KINDS = { text: "文本", workbook: "工作簿", district: "地区" };
async function start() {
  const all = await told({ ask: "list" });
  // Reports of a district's units are reached from it.
  const areas = all.filter((one) => one.kind === "district").map((one) => one.name.slice(0, -"district.toml".length));
  const reports = all.filter((one) => one.kind === "district" || !areas.some((area) => one.name.startsWith(area)));
  $("reports").replaceChildren(
    ...reports.map((report) =>
      make("li", {},
        make("button", { type: "button", onclick: () => (report.kind === "district" ? openDistrict : open)(report.id) },
          make("strong", {}, report.name),
          make("span", {}, KINDS[report.kind], " · ", new Date(report.changed * 1000).toLocaleString("zh-CN"))))));
  if (!reports.length) {
    $("reports").append(make("li", { class: "none" }, "这个文件夹里还没有报告：在下面选一个文件，或者新建一份。"));
  }
  if (!$("year").value) $("year").value = new Date().getFullYear() - 1;
}

// ---- Files that are brought, and new reports ----

let last = null; // last year's report, brought for a new one

/** Sends a file, and asks what is to be done with it. */
async function bring(file, others = []) {
  if (!file) return;
  notice(null);
  const left = others.length ? `一次读一个文件，没有读：${others.map((other) => other.name).join("、")}。` : "";
  $("brought").replaceChildren(make("p", {}, "正在读 " + file.name + "…"));
  try {
    const response = await send("/bring", "application/octet-stream", await file.arrayBuffer(), { "X-Nianbao-Name": encodeURIComponent(file.name) });
    showBrought(await response.json());
    if (left) notice({ message: left, hint: "读好前一个，再拖进来。" }, "note");
  } catch (problem) {
    $("brought").replaceChildren();
    const why = problem.kind ? problem : { message: `读不了“${file.name}”：是文件夹，或者别的程序正占用着它。`, hint: "拖一个文件进来。" };
    notice({ message: why.message, hint: `${(why.hint || "").replace(/[^。]$/, "$&。")}${left}` });
  }
}

/** What was read of a file that was brought, and what can be done with it. */
function showBrought(brought) {
  const use = () => {
    last = brought.id;
    $("agency").value = brought.agency;
    if (brought.year) $("year").value = brought.year + 1;
    $("last").textContent = `上年的报告：${brought.title}`;
    $("agency").focus();
  };
  const keep = async () => {
    try {
      open(await told({ ask: "keep", brought: brought.id }));
    } catch (problem) {
      notice(problem);
    }
  };
  $("brought").replaceChildren(
    make("p", {}, make("strong", {}, brought.title), brought.is_input ? "（填写的文件）" : "（公布的报告）"),
    ...(brought.is_input ? [make("button", { type: "button", class: "main", onclick: keep }, "放进文件夹，打开")] : []),
    make("button", { type: "button", class: brought.is_input ? "quiet" : "main", onclick: use }, "作上年的报告，新建一份"));
  if (!brought.is_input) use();
}

$("file-picker").addEventListener("change", (event) => bring(event.target.files[0]));
for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
  addEventListener(name, (event) => {
    if (!event.dataTransfer || ![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    $("drop").classList.toggle("over", name === "dragenter" || name === "dragover");
    if (name !== "drop") return;
    if (document.body.dataset.view !== "start") home();
    const [first, ...others] = event.dataTransfer.files;
    bring(first, others);
  });
}
$("create").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const year = Number.parseInt($("year").value, 10);
    const id = await told({ ask: "create", agency: $("agency").value, year: Number.isInteger(year) ? year : null, last });
    last = null;
    open(id);
  } catch (problem) {
    notice(problem);
  }
});
$("convert").addEventListener("click", async () => {
  try {
    open(await told({ ask: "convert", id: session.id }));
  } catch (problem) {
    notice(problem);
  }
});

async function open(id) {
  try {
    notice(null);
    const answer = await told({ ask: "open", id });
    sessionStorage.setItem("report", (session.id = id));
    state = null;
    show(answer);
    refreshPages();
  } catch (problem) {
    if (!district) home();
    notice(problem);
  }
}

function home() {
  leave();
  district = null;
  document.body.dataset.view = "start";
  document.title = $("title").textContent = "政府信息公开工作年度报告";
  $("file").textContent = "填写、核对、看版面、取文件，都在这台电脑上，不联网";
  $("start").hidden = false;
  start().catch(notice);
}

/** Shows a report as it was told; what is being typed stays. */
function show(answer) {
  const isNew = !state || state.shape !== answer.shape || state.report.id !== answer.report.id;
  state = answer;
  document.body.dataset.view = "work";
  document.title = $("title").textContent = state.title;
  $("file").textContent = state.report.name + (state.is_editable ? "" : "（只能看：在 Excel、WPS 里改，这里会跟着变；或另存一份，在这里改）");
  $("start").hidden = $("district").hidden = true;
  $("work").hidden = $("acts").hidden = $("home").hidden = false;
  $("home").textContent = district ? "回到地区" : "全部报告";
  $("undo").disabled = !state.undoable;
  $("convert").hidden = !state.is_convertible;
  $("undo").title = state.undoable ? `还能撤销 ${state.undoable} 步` : "没有可以撤销的";
  if (isNew) build();
  for (const control of controls.values()) fill(control);
  for (const part of state.parts) entitle(part);
  for (const one of document.querySelectorAll(".totals")) one.hidden = !state.has_typed_totals || !state.is_editable;
  showFindings();
  showTaken();
  const typing = document.activeElement && controls.get(document.activeElement.dataset.path);
  if (typing) about(typing);
  tell();
}

/** Says what a part is called now, above it and in the contents. */
function entitle(part) {
  const element = $("form").querySelector(`[data-key="${part.key}"]`);
  if (!element || element.dataset.name === part.heading) return;
  element.dataset.name = element.querySelector("h2").textContent = part.heading;
  $("contents").querySelector(`[data-key="${part.key}"]`).textContent = part.heading;
}

// ---- A district ----

let district = null; // the identifier of the one that is open

async function openDistrict(id) {
  try {
    notice(null);
    showDistrict(await told({ ask: "district", id }), id);
  } catch (problem) {
    notice(problem);
  }
}

/** A district: where each unit stands, and the way into its report. */
function showDistrict(answer, id) {
  const isSame = district === id && document.body.dataset.view === "district";
  leave();
  sessionStorage.setItem("district", (district = id));
  document.body.dataset.view = "district";
  document.title = $("title").textContent = answer.title;
  $("file").textContent = `${answer.units.length} 份报告`;
  $("start").hidden = true;
  $("district").hidden = $("home").hidden = false;
  $("district-run").disabled = answer.is_running;
  $("district-run").textContent = answer.is_running ? `正在核对、生成：${answer.done} / ${answer.all}` : "核对并生成";
  for (const one of document.querySelectorAll("#district [data-take]")) one.disabled = !answer.counts.length;
  const chosen = isSame ? $("district-filter").value : "";
  $("district-filter").replaceChildren(make("option", { value: "" }, "全部"),
    ...answer.counts.map(([label, count]) => make("option", { value: label, selected: label === chosen }, `${label} ${count}`)));
  $("district-said").textContent = answer.failure || answer.counts.map(([label, count]) => `${label} ${count}`).join("，") ||
    "还没有核对：按“核对并生成”，各单位的文件逐个核对，没有错误的生成报告，写在“输出”里。";
  $("district-roster").replaceChildren(...answer.roster.map((one) => make("li", { class: one.severity }, one.place ? one.place + "  " : "", one.message, " ", one.hint)));
  $("units").replaceChildren(...answer.units.map((unit) => make("tr", { "data-label": unit.state },
    make("th", { scope: "row" }, unit.id ? make("button", { type: "button", class: "link", onclick: () => open(unit.id) }, unit.name) : unit.name),
    make("td", {}, unit.group), make("td", {}, make("span", { class: "stand " + (unit.standing || "none") }, unit.state)),
    make("td", {}, String(unit.errors || "")), make("td", {}, String(unit.warnings || "")))));
  filterUnits();
  if (answer.is_running) setTimeout(() => { if (district === id && document.body.dataset.view === "district") openDistrict(id); }, 1000);
}

function filterUnits() {
  const label = $("district-filter").value;
  for (const row of $("units").rows) row.hidden = Boolean(label) && !row.dataset.label.startsWith(label);
}
$("district-filter").addEventListener("change", filterUnits);
$("district-run").addEventListener("click", async () => {
  try {
    showDistrict(await told({ ask: "run_district", id: district }), district);
  } catch (problem) {
    notice(problem);
  }
});
for (const button of document.querySelectorAll("#district [data-take]")) {
  button.addEventListener("click", async () => {
    try {
      await save(await ask({ ask: "take_of_district", id: district, what: button.dataset.take }));
    } catch (problem) {
      notice(problem);
    }
  });
}

/** Hides all that is of a report or a district. */
function leave() {
  session.id = null;
  sessionStorage.removeItem("report");
  sessionStorage.removeItem("district");
  $("work").hidden = $("acts").hidden = $("home").hidden = $("about").hidden = $("district").hidden = true;
}

// ---- The form ----

function build() {
  controls = new Map();
  rows = [];
  const groups = new Map();
  for (const field of state.fields) {
    if (!groups.has(field.group)) groups.set(field.group, []);
    groups.get(field.group).push(field);
  }
  const [first, ...others] = [...groups.keys()];
  const parts = [];
  if (first) parts.push(card("基本资料", fieldset(groups.get(first)), true));
  for (const part of state.parts) parts.push(section(part));
  if (state.is_editable && state.parts.length) parts.push(card("增设一个部分", adding(), false));
  for (const group of others) {
    const isOpen = groups.get(group).some((field) => field.is_required && !field.text);
    parts.push(card(group, fieldset(groups.get(group)), false, isOpen));
  }
  $("form").replaceChildren(...parts);
  $("contents").replaceChildren(...parts.map((part) =>
    make("button", { type: "button", "data-key": part.dataset.key, onclick: () => reveal(part) }, part.dataset.name)));
  $("form").querySelectorAll("textarea").forEach(grow);
}

/** A card with a heading; some can be closed, and are so at first unless something has to be filled in. */
function card(name, inside, isFixed, isOpen) {
  const element = isFixed
    ? make("section", { class: "card" }, make("h2", {}, name), inside)
    : make("details", { class: "card", open: Boolean(isOpen) }, make("summary", {}, make("h2", {}, name)), inside);
  element.dataset.name = name;
  if (!isFixed) element.addEventListener("toggle", () => element.querySelectorAll("textarea").forEach(grow));
  return element;
}

/** Opens what a card is in, and scrolls to it. */
function reveal(element) {
  showNarrow("fill");
  for (let at = element; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  element.scrollIntoView({ block: "start" });
}

/** An official section: its table, and where its prose is written. */
function section(part) {
  const inside = make("div", {});
  const asides = part.editors.filter((editor) => editor.is_aside);
  for (const editor of part.editors.filter((editor) => editor.is_title)) inside.append(title(editor, part));
  for (const editor of part.editors.filter((editor) => !editor.is_aside && !editor.is_title)) inside.append(prose(editor));
  if (part.table) {
    inside.append(make("p", { class: "totals" }, "有的总计是自己填的，改了别的格不会跟着变。",
      make("button", { type: "button", class: "quiet", onclick: compute }, "总计改为自动计算")), table(part.table));
  }
  if (asides.length) {
    const isUsed = asides.some((editor) => editor.text);
    inside.append(make("details", { class: "asides", open: isUsed },
      make("summary", {}, "表前、表后另外加的话"), ...asides.map(prose)));
  }
  const element = card(part.heading, inside, true);
  element.dataset.key = part.key;
  return element;
}

/** The title of a section of one's own, and the way to take the section away. */
function title(editor, part) {
  const input = make("input", { id: "at-" + editor.path, type: "text", autocomplete: "off", spellcheck: "false", "aria-describedby": "about" });
  control(input, editor.path, "prose", () => editorAt(editor.path));
  return make("div", { class: "prose" },
    make("div", { class: "above" },
      make("label", { for: input.id }, editor.label),
      state.is_editable ? make("button", { type: "button", class: "quiet tool", "aria-label": "删去这一部分：" + part.heading,
        onclick: () => alter({ kind: "remove", path: part.own, text: "", was: editorAt(editor.path).text }) }, "删去这一部分") : null),
    input,
    make("p", { class: "help" }, "自己增设的部分：序号自动排，删去的可以撤销。"));
}
const editorAt = (path) => state.parts.flatMap((part) => part.editors).find((one) => one.path === path);

/** The form that adds a section of one's own. */
function adding() {
  const after = make("select", { id: "add-after" }, ...state.parts.filter((part) => !part.own).map((part) => make("option", { value: part.key }, part.heading)));
  after.value = after.lastChild.value;
  const name = make("input", { id: "add-title", type: "text", autocomplete: "off", placeholder: "如 典型案例" });
  const send = async (event) => {
    event.preventDefault();
    const known = new Set(state.parts.map((part) => part.own));
    await alter({ kind: "add", path: after.value, text: name.value, was: "" });
    const added = state.parts.find((part) => part.own && !known.has(part.own));
    const editor = added && added.editors.find((one) => !one.is_title);
    if (!editor) return;
    reveal($("form").querySelector(`[data-key="${added.key}"]`));
    controls.get(editor.path).input.focus();
  };
  return make("form", { class: "add", onsubmit: send },
    make("p", { class: "help" }, "规定的六个部分以外，还要另写一个部分的，在这里增设；印在所选部分的后面，序号自动排。"),
    make("div", { class: "fields" },
      make("div", { class: "field" }, make("label", { for: "add-after" }, "放在哪一部分后面"), after),
      make("div", { class: "field" }, make("label", { for: "add-title" }, "标题"), name)),
    make("button", { type: "submit", class: "main" }, "增设"));
}

/** The prose of a section. */
function prose(editor) {
  const input = make("textarea", { id: "at-" + editor.path, rows: editor.is_aside ? 2 : 5, spellcheck: "false",
    "aria-describedby": "about" });
  control(input, editor.path, "prose", () => editorAt(editor.path));
  input.addEventListener("input", () => grow(input));
  // What only says that something is to be written here is written over.
  input.addEventListener("focus", () => { if (/^【[^】]*】$/.test(input.value.trim())) input.select(); });
  input.addEventListener("paste", (event) => pasteFromWord(event, input));
  const where = editor.file ? `写在 ${editor.file}` : "";
  return make("div", { class: "prose" },
    make("div", { class: "above" },
      make("label", { for: input.id }, editor.label, make("small", {}, where)),
      make("button", { type: "button", class: "quiet tool", "aria-label": "小标题：" + editor.label, onclick: () => put(input, "（一）", true) }, "小标题"),
      make("button", { type: "button", class: "quiet tool", "aria-label": "插入数、标准句：" + editor.label, onclick: () => offer(input) }, "插入数、标准句")),
    input,
    make("p", { class: "help" }, "一行一段；小标题照公文打（一）、1.、（1），可以从 Word 粘贴。"));
}

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

/** Offers standard sentences and figures for a text box. */
let offered = [];
async function offer(input) {
  if (!state.is_editable) return;
  try {
    await queue;
    offered = await told({ ask: "inserts", id: session.id });
  } catch (problem) {
    return notice(problem);
  }
  const caret = [input.selectionStart, input.selectionEnd];
  const list = () => {
    const words = $("insert-filter").value.trim().split(/\s+/);
    const found = offered.filter((one) => words.every((word) => (one.label + one.shown).includes(word)));
    $("inserts").replaceChildren(...found.slice(0, 80).map((one) =>
      make("li", {}, make("button", { type: "button", onclick: () => {
        $("insert").close();
        input.setSelectionRange(...caret);
        put(input, one.text, false);
      } }, make("span", {}, one.label), make("strong", {}, one.shown)))));
    if (found.length > 80) $("inserts").append(make("li", { class: "help" }, `还有 ${found.length - 80} 项，写几个字来找`));
  };
  $("insert-filter").value = "";
  $("insert-filter").oninput = list;
  list();
  $("insert").showModal();
  $("insert-filter").focus();
}
$("insert-close").addEventListener("click", () => $("insert").close());

/** Makes a text box as high as its text. */
function grow(input) {
  input.style.height = "auto";
  if (input.scrollHeight) input.style.height = input.scrollHeight + 2 + "px";
}

/** Single fields. */
function fieldset(fields) {
  return make("div", { class: "fields" }, ...fields.map((field) => {
    const id = "at-" + field.path;
    let input;
    if (field.kind === "choice") {
      input = make("select", { id }, make("option", { value: "" }, "（不写）"),
        ...field.choices.map((choice) => make("option", { value: choice }, choice)));
    } else if (field.kind === "lines") {
      input = make("textarea", { id, rows: 1, spellcheck: "false" });
      input.addEventListener("input", () => grow(input));
    } else {
      input = make("input", { id, type: "text", autocomplete: "off", spellcheck: "false", placeholder: field.kind === "date" ? "如 2026-01-15" : null });
    }
    const help = field.help ? make("small", { id: id + "-help" }, field.help) : null;
    if (help) input.setAttribute("aria-describedby", help.id);
    control(input, field.path, "field", () => state.fields.find((one) => one.path === field.path));
    return make("div", { class: "field" + (field.kind === "lines" ? " wide" : "") },
      make("label", { for: id }, field.label, field.is_required ? make("em", {}, "必填") : null), input, help);
  }));
}

/** An official table as it is printed, each figure an input. */
function table(view) {
  const body = make("table", { class: "official" });
  const total = view.widths.reduce((sum, width) => sum + width, 0);
  body.append(make("caption", { class: "unseen" }, view.caption));
  const columns = make("colgroup", {});
  for (const width of view.widths) {
    const column = make("col", {});
    column.style.width = (100 * width) / total + "%";
    columns.append(column);
  }
  body.append(columns);
  for (const part of view.parts) {
    const group = make("tbody", {});
    for (const row of part.head) group.append(make("tr", { class: "head" }, ...row.map(label)));
    for (const row of part.body) {
      const inputs = [];
      group.append(make("tr", {}, ...row.map((cell) => (cell.role === "value" ? value(cell, inputs) : label(cell)))));
      if (inputs.length) rows.push(inputs);
    }
    body.append(group);
  }
  const columnsCount = view.widths.length;
  return make("div", { class: "scroll" + (columnsCount > 6 ? " broad" : ""), tabindex: "0", role: "region", "aria-label": view.caption }, body);
}

/** A label of a table. */
function label(cell) {
  const text = cell.lines.length ? cell.lines.join("") : cell.text;
  const name = cell.role === "corner" && !text ? "td" : "th";
  const scope = { caption: "colgroup", head: cell.colspan > 1 ? "colgroup" : "col", label: "row", group: "rowgroup" }[cell.role];
  return make(name, { colspan: cell.colspan, rowspan: cell.rowspan, class: cell.role, scope: name === "th" ? scope : null }, text);
}

/** A figure of a table. */
function value(cell, inputs) {
  const key = cell.web.key;
  const known = state.cells[key];
  const input = make("input", { id: "at-" + key, type: "text", inputmode: "decimal", autocomplete: "off", "aria-label": known ? known.name : key, "aria-describedby": "about" });
  const last = make("small", { class: "last" });
  control(input, key, "cell", () => state.cells[key]);
  controls.get(key).last = last;
  inputs.push(input);
  return make("td", { colspan: cell.colspan, rowspan: cell.rowspan, class: "value" }, input, last);
}

/** Ties an input to what it is called: what is typed is told after a moment, or when it is left. */
function control(input, path, kind, find) {
  const one = { input, path, kind, find, known: "", timer: 0 };
  controls.set(path, one);
  input.dataset.path = path;
  const send = () => { clearTimeout(one.timer); one.timer = 0; change(one); };
  input.addEventListener("input", () => {
    one.isTyped = true;
    clearTimeout(one.timer);
    one.timer = setTimeout(send, kind === "cell" ? 120 : 300);
  });
  input.addEventListener("change", send);
  input.addEventListener("focus", () => { about(one); follow(input, false); });
  input.addEventListener("blur", () => { send(); $("about").hidden = true; });
  if (kind === "cell") {
    input.addEventListener("keydown", (event) => move(event, input));
    input.addEventListener("focus", () => input.select());
    input.addEventListener("input", () => fit(input));
  }
}

/** Arrow keys and Enter go from figure to figure. */
function move(event, input) {
  const row = rows.findIndex((inputs) => inputs.includes(input));
  const column = rows[row].indexOf(input);
  const isAt = (place) => input.selectionStart === place && input.selectionEnd === place || input.selectionEnd - input.selectionStart === input.value.length;
  let to = null;
  if (event.key === "ArrowUp") to = rows[row - 1] && (rows[row - 1][column] || rows[row - 1][rows[row - 1].length - 1]);
  else if (event.key === "ArrowDown" || event.key === "Enter") to = rows[row + 1] && (rows[row + 1][column] || rows[row + 1][0]);
  else if (event.key === "ArrowLeft" && isAt(0)) to = rows[row][column - 1];
  else if (event.key === "ArrowRight" && isAt(input.value.length)) to = rows[row][column + 1];
  if (!to) return;
  event.preventDefault();
  to.focus();
  to.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** Puts what is known into an input, unless somebody is typing there. */
function fill(one) {
  const known = one.find();
  if (!known) return;
  const text = one.kind === "cell" && !known.text && known.is_computed ? known.shown : known.text;
  const wasSame = one.input.value === one.known;
  // What was refused stays to be mended, until something else is typed or the place says something else.
  if (one.isRefused && one.was === known.text) return look(one, known);
  one.isRefused = false;
  one.was = known.text;
  one.known = text;
  if (document.activeElement !== one.input || (wasSame && !one.isTyped)) {
    if (one.input.value !== text) one.input.value = text;
    if (one.input.tagName === "TEXTAREA") grow(one.input);
  }
  look(one, known);
}

/** Makes what stands in a cell as small as it takes to be seen whole. */
function fit(input) {
  const { length } = input.value;
  input.classList.toggle("long", length > 5 && length <= 6);
  input.classList.toggle("longer", length > 6);
}

/** How an input looks. */
function look(one, known) {
  one.input.disabled = one.input.tagName === "SELECT" && !state.is_editable;
  one.input.readOnly = !state.is_editable;
  one.input.classList.toggle("refused", Boolean(one.isRefused));
  if (one.kind !== "cell") return;
  fit(one.input);
  one.input.classList.toggle("computed", !known.text && known.is_computed);
  one.last.replaceChildren(...(known.rise ? [make("span", {}, "上年"), " ", make("span", {}, known.last), " ", make("span", {}, known.rise)] : []));
}

/** Tells the program what was typed, one thing after the other; it is saved then. */
let queue = Promise.resolve();
let refused = null; // what was refused last
const asChange = (one, text) => ({ kind: one.kind, path: one.path, text, was: one.was });
function change(one) {
  const typed = one.input.value;
  if (!one.isTyped || typed === one.known) {
    if (one.isTyped) one.isRefused = false;
    one.isTyped = false;
    one.input.classList.toggle("refused", Boolean(one.isRefused));
    return;
  }
  one.isTyped = one.isRefused = false;
  one.sending = typed;
  saved("正在保存…");
  queue = queue.then(async () => {
    try {
      show(await told({ ask: "change", id: session.id, change: asChange(one, typed) }));
      saved("已保存");
      if (refused === one) notice(null);
      refreshPages();
    } catch (problem) {
      saved("没有保存");
      const totals = { label: "总计改为自己填，写进去", onclick: () => alter({ ...asChange(one, typed), totals: true }) };
      const again = { label: "再写一次", onclick: () => { notice(null); one.isTyped = true; change(one); } };
      refused = one;
      notice({ ...problem, act: { totals, refused: again, gone: again }[problem.kind] });
      one.isRefused = problem.kind !== "conflict";
      if (one.isRefused) one.input.classList.add("refused");
      else { one.input.value = one.known; await reload(); }
    } finally {
      if (one.sending === typed) one.sending = null;
    }
  });
}

/** Tells what was typed last when the page is left: nobody waits for the answer then. */
addEventListener("pagehide", () => {
  for (const one of controls.values()) {
    const typed = one.input.value;
    if (!one.isTyped || typed === one.known || !session.id) continue;
    clearTimeout(one.timer);
    one.isTyped = false;
    const asked = { ask: "change", id: session.id, change: { ...asChange(one, typed), was: one.sending || one.was } };
    fetch("/ask", { method: "POST", keepalive: true, body: JSON.stringify(asked),
      headers: { "Content-Type": "application/json", "X-Nianbao-Token": session.token } }).catch(() => {});
  }
});

/** Has something done with the report that is no typing, after all that was typed. */
function perform(asked, said) {
  queue = queue.then(async () => {
    try {
      notice(null);
      show(await told({ ...asked, id: session.id }));
      saved(said);
      refreshPages();
    } catch (problem) {
      saved("没有保存");
      notice(problem);
      if (problem.kind === "conflict") await reload();
    }
  });
  return queue;
}

/** Makes a change that is no typing. */
const alter = (change) => perform({ ask: "change", change }, "已保存");

/** Has totals that were typed worked out from now on. */
const compute = () => perform({ ask: "compute" }, "已保存");

function saved(text) { $("saved").textContent = text; }

async function reload() {
  try {
    show(await told({ ask: "open", id: session.id }));
    refreshPages();
  } catch (problem) {
    notice(problem);
  }
}

$("undo").addEventListener("click", () => {
  if (document.activeElement) document.activeElement.blur();
  perform({ ask: "undo" }, "已撤销");
});
document.addEventListener("keydown", (event) => {
  const isText = event.target.matches && event.target.matches("textarea, input");
  if ((event.ctrlKey || event.metaKey) && event.key === "z" && !isText && !$("undo").disabled) $("undo").click();
  if (event.key === "Escape") $("take").open = false;
});

/** What is known of the cell that is being filled in. */
function about(one) {
  if (one.kind !== "cell") return;
  const known = one.find();
  const said = [make("strong", {}, known.name)];
  if (one.input.value.length > 7) said.push(make("span", {}, "填的是 " + one.input.value));
  if (known.is_computed && !known.text) said.push(make("span", {}, "自动计算，不用填"));
  if (known.last) said.push(make("span", {}, `上年 ${known.last}，${known.change}`));
  if (known.basis) said.push(make("span", {}, known.basis));
  for (const finding of findingsAt(one.path)) said.push(make("span", { class: finding.severity }, finding.message));
  $("about").replaceChildren(...said);
  $("about").hidden = false;
}

// ---- Findings ----

const WORDS = { error: "错误", warning: "警告", hint: "提示" };
const opened = () => state.findings.filter((finding) => !finding.accepted);
const findingsAt = (path) => opened().filter((finding) => finding.target === path || finding.marks.some((mark) => mark.target === path && !mark.is_evidence));

function showFindings() {
  const { errors, warnings, hints } = state.tally;
  const count = errors + warnings + hints;
  $("count").textContent = count ? ` ${count}` : "";
  $("verdict").textContent = errors ? `草稿：还有 ${errors} 个错误` : "可以定稿";
  $("verdict").className = errors ? "bad" : "good";
  const scroll = $("findings").scrollTop;
  const list = opened().map(item);
  const accepted = state.findings.filter((finding) => finding.accepted);
  const said = [errors && `${errors} 个错误`, warnings && `${warnings} 个警告`, hints && `${hints} 个提示`].filter(Boolean);
  $("findings").replaceChildren(
    make("h2", {}, said.length ? said.join("，") : "没有发现问题"),
    make("ul", {}, ...list),
    ...(accepted.length ? [make("details", { class: "accepted" }, make("summary", {}, `已认可 ${accepted.length} 个`), make("ul", {}, ...accepted.map(item)))] : []));
  $("findings").scrollTop = scroll;
  for (const one of controls.values()) {
    const worst = findingsAt(one.path).map((finding) => finding.severity).sort((a, b) => rank(a) - rank(b))[0];
    for (const severity of Object.keys(WORDS)) one.input.classList.toggle(severity, severity === worst);
    if (worst === "error") one.input.setAttribute("aria-invalid", "true");
    else one.input.removeAttribute("aria-invalid");
  }
}
const rank = (severity) => Object.keys(WORDS).indexOf(severity);

/** A finding in the list: it leads to its place. */
function item(finding) {
  const target = controls.get(finding.target);
  const head = make(target ? "button" : "p", target ? { type: "button", class: "lead", onclick: () => lead(finding) } : { class: "lead" },
    make("b", {}, finding.accepted ? "已认可" : WORDS[finding.severity]), finding.message);
  const more = make("details", {},
    make("summary", {}, "为什么、依据"),
    make("p", {}, finding.reason), make("p", {}, `依据：${finding.basis}`), make("p", {}, `规则 ${finding.code}${finding.place ? "，" + finding.place : ""}`));
  const does = finding.accepted ? `理由：${finding.accepted}` : finding.hint && `怎么改：${finding.hint}`;
  const own = does ? make("p", { class: "do" }, does) : null;
  return make("li", { class: finding.accepted ? "done" : finding.severity }, head, own, more, finding.accepted || !state.is_editable ? null : accept(finding));
}

/** Stands by a finding, with a reason. */
function accept(finding) {
  const reason = make("input", { type: "text", "aria-label": "理由", placeholder: "为什么必须照此印出" });
  const send = (event) => {
    event.preventDefault();
    alter({ kind: "accept", path: finding.code, text: reason.value, was: finding.limit || "" });
  };
  return make("details", {}, make("summary", {}, "核对无误，照此印出"), make("form", { class: "accept", onsubmit: send }, reason, make("button", { type: "submit", class: "quiet" }, "认可")));
}

/** Goes to the place of a finding, with its words marked. */
function lead(finding) {
  const one = controls.get(finding.target);
  if (!one) return;
  reveal(one.input.closest("td, .field, .prose") || one.input);
  one.input.scrollIntoView({ block: "center", inline: "center" });
  one.input.focus();
  const mark = finding.marks.find((mark) => mark.target === finding.target && mark.range);
  if (mark && one.input.setSelectionRange) one.input.setSelectionRange(mark.range[0], mark.range[1]);
}

// ---- Pages ----

const pictures = new Map(); // key of a page → address of its picture
let isDrawing = false;
let isAsked = false;
const watcher = new IntersectionObserver((seen) => {
  for (const entry of seen) if (entry.isIntersecting) draw(entry.target);
}, { root: null, rootMargin: "300px" });

/** Asks for the pages; while that lasts, further wishes become one. */
async function refreshPages() {
  refreshWeb();
  isAsked = true;
  if (isDrawing) return;
  isDrawing = true;
  try {
    while (isAsked) {
      isAsked = false;
      showPages(await told({ ask: "pages", id: session.id }));
    }
  } catch (problem) {
    if (problem.kind === "gone") notice(problem);
    else $("pages").replaceChildren(make("p", { class: "help" }, problem.message, " ", problem.hint || ""));
  } finally {
    isDrawing = false;
  }
}

let places = []; // what stands where on the pages

function showPages({ pages, places: known }) {
  places = known;
  const box = $("pages");
  if (box.firstChild && box.firstChild.tagName !== "FIGURE") box.replaceChildren();
  while (box.children.length > pages.length) box.lastChild.remove();
  pages.forEach((page, number) => {
    let figure = box.children[number];
    if (!figure) {
      figure = make("figure", {}, make("img", { alt: `第 ${number + 1} 面` }), make("div", { class: "marks" }), make("figcaption", {}, `第 ${number + 1} 面`));
      box.append(figure);
      watcher.observe(figure);
    }
    const image = figure.firstChild;
    image.width = page.width;
    image.height = page.height;
    figure.style.setProperty("--sides", `${page.width} / ${page.height}`);
    figure.dataset.key = page.key;
    const place = figure.getBoundingClientRect();
    if (place.height && place.bottom > -300 && place.top < innerHeight + 300) draw(figure);
  });
  showMarks();
  const kept = new Set(pages.map((page) => page.key));
  for (const [key, address] of pictures) {
    if (!kept.has(key) && pictures.size > 40) {
      URL.revokeObjectURL(address);
      pictures.delete(key);
    }
  }
}

/** Puts an element over an area of a page. */
function over(element, [left, top, width, height]) {
  Object.assign(element.style, { left: left * 100 + "%", top: top * 100 + "%", width: width * 100 + "%", height: height * 100 + "%" });
  return element;
}

/** Marks what is wrong on the pages, each mark leading to its place in the form. */
function showMarks() {
  const marks = [...$("pages").querySelectorAll(".marks")];
  const found = new Map(); // page and area → findings there
  for (const place of places.filter((place) => place.finding !== null && state.findings[place.finding])) {
    const key = place.page + ":" + place.area;
    if (!found.has(key)) found.set(key, { place, findings: [] });
    found.get(key).findings.push(state.findings[place.finding]);
  }
  for (const box of marks) box.replaceChildren();
  for (const { place, findings } of found.values()) {
    if (!marks[place.page]) continue;
    findings.sort((one, other) => rank(one.severity) - rank(other.severity));
    const said = findings.map((finding) => `${WORDS[finding.severity]}：${finding.message}`).join("\n");
    marks[place.page].append(over(make("button", { type: "button", class: findings[0].severity, title: said, "aria-label": said, onclick: () => lead(findings[0]) }), place.area));
  }
  follow(document.activeElement, true);
}

/** Shows on the pages what is being filled in. */
function follow(input, isStill) {
  for (const old of $("pages").querySelectorAll(".here")) old.remove();
  const path = input && input.dataset && input.dataset.path;
  const place = path && places.find((place) => place.target === path);
  const figure = place && $("pages").children[place.page];
  if (!figure || document.body.dataset.side !== "pages" || !figure.querySelector(".marks")) return;
  const here = over(make("div", { class: "here" }), place.area);
  figure.querySelector(".marks").append(here);
  const [box, at] = [$("pages").getBoundingClientRect(), here.getBoundingClientRect()];
  if (isStill || (at.top >= box.top + 20 && at.bottom <= box.bottom - 20)) return;
  // On a narrow screen pages are shown instead of the form, and are not moved away under the hand.
  if (getComputedStyle($("pages")).position === "sticky") $("pages").scrollTop += at.top - box.top - box.height / 3;
}

/** Draws a page that is looked at. */
async function draw(figure) {
  const key = figure.dataset.key;
  if (figure.dataset.drawn === key) return;
  figure.dataset.drawn = key;
  try {
    if (!pictures.has(key)) {
      const response = await ask({ ask: "page", id: session.id, key });
      pictures.set(key, URL.createObjectURL(await response.blob()));
    }
    if (figure.dataset.key === key) figure.firstChild.src = pictures.get(key);
  } catch (problem) {
    figure.dataset.drawn = "";
  }
}

// ---- The web page ----

async function refreshWeb() {
  if (document.body.dataset.side !== "web" || !state) return;
  try {
    $("web-page").src = await told({ ask: "web_page", id: session.id });
  } catch (problem) {
    notice(problem);
  }
}
for (const button of document.querySelectorAll("#web [data-width]")) {
  button.addEventListener("click", () => {
    $("web-page").style.width = button.dataset.width;
    for (const other of document.querySelectorAll("#web [data-width]")) other.setAttribute("aria-pressed", String(other === button));
  });
}

// ---- Files ----

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

// ---- Looking about ----

function showNarrow(view) {
  document.body.dataset.narrow = view === "fill" ? "fill" : "side";
  if (view !== "fill") document.body.dataset.side = view;
  tell();
}

/** Says which of the views is shown. */
function tell() {
  const isNarrow = matchMedia("(max-width: 900px)").matches;
  for (const button of $("tabs").children) {
    const view = button.dataset.show;
    const isOn = isNarrow && document.body.dataset.narrow === "fill" ? view === "fill" : view === document.body.dataset.side;
    button.setAttribute("aria-pressed", String(isOn));
  }
}
for (const button of $("tabs").children) button.addEventListener("click", () => { showNarrow(button.dataset.show); if (state) refreshPages(); });
addEventListener("resize", () => {
  tell();
  $("form").querySelectorAll("textarea").forEach(grow);
});
$("home").addEventListener("click", () => {
  const isIn = district && document.body.dataset.view === "work";
  $("home").textContent = "全部报告";
  if (isIn) openDistrict(district);
  else home();
});

/** Looks now and then whether somebody else changed the file, in another window or outside; that also tells the program that the page is there. */
async function watch() {
  try {
    const known = session.id && state ? state.revision : null;
    const { is_stale } = await told({ ask: "watch", id: session.id, revision: known });
    await queue;
    // What this window changed itself meanwhile it knows.
    if (is_stale && session.id && state && state.revision === known) {
      await reload();
      notice({ message: "文件在别处改过，已换成新的内容。" }, "note");
    }
  } catch (problem) {
    notice(problem);
  }
}
setInterval(watch, 10000);
addEventListener("focus", watch);

tell();
district = sessionStorage.getItem("district");
if (session.id) open(session.id);
else if (district) openDistrict(district);
else home();
