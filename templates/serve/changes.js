// What is typed is told to the program, one change after another; the last can be taken back.
"use strict";

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

let isGone = false; // whether the file could not be read the last time

/** Shows the report as it is now; whether it could be read. */
async function reload() {
  try {
    show(await told({ ask: "open", id: session.id }));
    refreshPages();
    isGone = false;
    return true;
  } catch (problem) {
    isGone = true;
    $("verdict").textContent = "读不了文件";
    $("verdict").className = "bad";
    notice(problem);
    return false;
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
