// A district: its units, and a run of it.
"use strict";

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
    make("td", { "data-head": "错误" }, String(unit.errors || "")), make("td", { "data-head": "警告" }, String(unit.warnings || "")))));
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
