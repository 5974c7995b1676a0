// The form: sections, prose, fields and tables to fill in.
"use strict";

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
