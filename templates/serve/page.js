// Looking about, and the beginning: shows what the program tells of a report, and tells it what is typed. It keeps nothing itself.
"use strict";

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
    if ((is_stale || isGone) && session.id && state && state.revision === known) {
      const message = isGone ? "文件又读得了，这是它现在的内容。" : "文件在别处改过，已换成新的内容。";
      if (await reload()) notice({ message }, "note");
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
