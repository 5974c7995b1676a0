// What all the scripts of the page use: elements, questions to the program, notices.
"use strict";

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
    throw { kind: "gone", message: "程序已经结束，或者没有反应。", hint: "重新打开程序；标着“已保存”的都在文件里，刚填的一格看一看。" };
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
