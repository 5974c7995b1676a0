// The report that is open, the files that are brought, and new reports.
"use strict";

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
    saved("");
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
  $("file").textContent = state.report.name + (state.is_editable ? "" : state.is_read ? "（只能看：在 Excel、WPS 里改，这里会跟着变；或另存一份，在这里改）" : "（只能看：文件里有写法错误，在哪一行见“问题”，改好后这里会跟着变）");
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
