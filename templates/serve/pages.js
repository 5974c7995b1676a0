// The pages as they are printed, and the web page.
"use strict";

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
