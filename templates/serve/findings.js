// The findings beside the form.
"use strict";

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
