// Checks of rendered pages; run by check.sh. One line per page and check; exit code 1 when any of them failed.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const modules = createRequire(join(process.env.NIANBAO_WEB_MODULES, "package.json"));
const { chromium } = modules("playwright-core");
const axe = modules.resolve("axe-core");
const vnu = join(dirname(modules.resolve("vnu-jar/package.json")), "build/dist/vnu.jar");

const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];
const AXE = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
const DESKTOP = 1280;
const PHONE = 360;
// A window of 1280 px at 200 % zoom has room for as much as one of 640 px.
const ZOOMED = DESKTOP / 2;

const files = process.argv.slice(2);
const missing = files.filter((file) => !existsSync(file));
if (missing.length > 0) {
  console.error(`no such file: ${missing.join(", ")}`);
  process.exit(2);
}
const scratch = mkdtempSync(join(tmpdir(), "nianbao-web-"));
let failed = 0;

/** Tells the outcome of a check: its faults, or what it found to be in order. */
function report(file, check, faults, fine = "") {
  failed += faults.length > 0 ? 1 : 0;
  console.log(`${faults.length > 0 ? "FAIL" : "ok  "} ${basename(file)} ${check}: ${[fine, ...faults].filter(Boolean).join("\n       ")}`);
}

/** The Nu HTML checker, once over all pages; copies, since Java may not know how to open Chinese file names. */
function validate() {
  const copies = files.map((file, number) => join(scratch, `${number}.html`));
  files.forEach((file, number) => copyFileSync(file, copies[number]));
  const command = ["-jar", vnu, "--stdout", "--exit-zero-always", "--format", "json", ...copies];
  const { messages } = JSON.parse(execFileSync("java", command, { encoding: "utf8", maxBuffer: 1 << 28 }));
  files.forEach((file, number) => {
    const mine = messages.filter((message) => message.url?.endsWith(`/${number}.html`) ?? true);
    const tell = (message) => `${message.subType ?? message.type}, line ${message.lastLine}: ${message.message}`;
    const errors = mine.filter((message) => message.type !== "info").map(tell);
    const warnings = mine.filter((message) => message.type === "info").map(tell);
    report(file, "html", errors, [`${errors.length} errors, ${warnings.length} warnings`, ...warnings].join("\n       "));
  });
}

/** What axe-core finds at one width; where it cannot tell the contrast, `contrast` can. */
async function accessibility(page, file, width) {
  await page.setViewportSize({ width, height: 800 });
  const { violations, incomplete, passes } = await page.evaluate((options) => window.axe.run(document, options), AXE);
  const tell = (rule) => `${rule.id} (${rule.impact}): ${rule.help}: ${rule.nodes.map((node) => node.target).join(" | ")}`;
  const unsure = incomplete.filter((rule) => rule.id !== "color-contrast").map((rule) => `to be looked at: ${tell(rule)}`);
  const fine = [`${violations.length} violations, ${passes.length} rules passed`, ...unsure].join("\n       ");
  report(file, `axe ${width} px`, violations.map(tell), fine);
}

/** The least contrast of text with what lies behind it; backgrounds on the page are plain and opaque. */
async function contrast(page, file) {
  const least = await page.evaluate(() => {
    const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
    const opaque = (colour) => (parts(colour)[3] ?? 1) === 1;
    const behind = (e) => (e === null ? "rgb(255, 255, 255)" : [getComputedStyle(e).backgroundColor].find(opaque) ?? behind(e.parentElement));
    const linear = (part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
    const luminance = (colour) => parts(colour).slice(0, 3).reduce((sum, part, n) => sum + linear(part) * [0.2126, 0.7152, 0.0722][n], 0);
    const told = (e) => [...e.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "");
    const ratio = (e) => {
      const [dark, light] = [getComputedStyle(e).color, behind(e)].map(luminance).sort((a, b) => a - b);
      return { ratio: (light + 0.05) / (dark + 0.05), text: e.textContent.trim().slice(0, 20) };
    };
    return [...document.querySelectorAll("body *")].filter(told).map(ratio).sort((a, b) => a.ratio - b.ratio)[0];
  });
  const found = `at least ${least.ratio.toFixed(2)} : 1, at ${least.text}`;
  report(file, "contrast", least.ratio < 4.5 ? [found] : [], least.ratio < 4.5 ? "" : found);
}

/** Whether the page itself never scrolls sideways. */
async function width(page, file, width, name) {
  await page.setViewportSize({ width, height: 800 });
  const [needs, has] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  report(file, `width ${name}`, needs > has ? [`needs ${needs} px, has ${has} px`] : [], `${needs} px of ${has} px`);
}

/** How labels of tables are broken into lines: none ends with a line of one character, heads of table 二 have
 *  two at most; figures stand in the middle, no day is broken, no line of text is pulled apart. */
async function lines(page, file, width) {
  await page.setViewportSize({ width, height: 800 });
  const faults = await page.evaluate(() => {
    const all = (selector) => [...document.querySelectorAll(selector)];
    // The characters of the last line.
    const last = (e) => {
      const [node] = [...e.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE);
      if (node === undefined) return Infinity;
      const range = document.createRange();
      const tops = [...node.data.trim()].map((_, at) => {
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        return Math.round(range.getBoundingClientRect().top);
      });
      return tops[0] === tops.at(-1) ? Infinity : tops.filter((top) => top === tops.at(-1)).length;
    };
    const short = all("table.form th, .enclosed, nav a").filter((e) => last(e) < 2).map((e) => `one character on the last line of ${e.textContent}`);
    const figures = all(".changes td").filter((e) => /^-?[\d.]+$/.test(e.textContent.trim()));
    const aside = figures.filter((e) => getComputedStyle(e).textAlign !== "center");
    // How often a row of boxes begins further down.
    const rows = (e) => {
      const range = document.createRange();
      range.selectNodeContents(e);
      const tops = [...range.getClientRects()].filter((box) => box.width > 0).map((box) => Math.round(box.top));
      return tops.reduce((count, top, at) => count + (at === 0 || top > tops[at - 1] + 5 ? 1 : 0), 0);
    };
    short.push(...all("table.plain .head").filter((e) => rows(e) > 2).map((e) => `${rows(e)} lines in the head ${e.textContent}`));
    short.push(...all(".day").filter((e) => e.getClientRects().length > 1).map((e) => `a day is broken: ${e.textContent}`));
    // The widest step from one Chinese character to the next on a line that is filled to both edges.
    const widest = (e) => {
      const walker = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
      const size = parseFloat(getComputedStyle(e).fontSize);
      const range = document.createRange();
      let [step, before] = [0, null];
      while (walker.nextNode()) {
        [...walker.currentNode.data].forEach((c, at) => {
          range.setStart(walker.currentNode, at);
          range.setEnd(walker.currentNode, at + 1);
          const box = /\p{Script=Han}/u.test(c) ? range.getBoundingClientRect() : null;
          if (box && before && Math.abs(box.top - before.top) < 2) step = Math.max(step, (box.left - before.left) / size);
          before = box;
        });
      }
      return step;
    };
    short.push(...all("section > p").filter((e) => widest(e) > 1.5).map((e) => `pulled apart: ${e.textContent.slice(0, 30)}`));
    return [...short, ...(aside.length > 0 ? [`${aside.length} figures of the annex do not stand in the middle`] : [])];
  });
  report(file, `lines ${width} px`, faults, "no character alone, figures in the middle");
}

/** Walks the page with the Tab key: the skip link first, and every frame of a table, which the arrow keys then scroll.
 *  What is folded away is opened with the Enter key. */
async function keyboard(page, file) {
  await page.setViewportSize({ width: PHONE, height: 800 });
  await page.evaluate(() => window.scrollTo(0, 0));
  const faults = [];
  const stops = await page.evaluate(() => {
    const scrolls = (e) => ["auto", "scroll"].includes(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth;
    const all = [...document.querySelectorAll("body *")];
    all.forEach((e, number) => (e.dataset.number = number));
    return {
      frames: all.filter((e) => e.tabIndex === 0 && e.hasAttribute("role")).map((e) => e.dataset.number),
      scrolling: all.filter(scrolls).map((e) => e.dataset.number),
      links: document.links.length,
      details: document.querySelectorAll("summary").length,
      fields: document.querySelectorAll("button, input, select").length,
      // Where there is little to be skipped there is no link that skips it.
      begins: document.body.classList.contains("poster") ? "summary" : "skip",
    };
  });
  const reached = new Set();
  for (let presses = 0; presses <= stops.links + stops.details + stops.fields + stops.frames.length; presses += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const e = document.activeElement;
      const box = e.getBoundingClientRect();
      const style = getComputedStyle(e);
      return {
        number: e.dataset.number,
        text: e.textContent.trim().slice(0, 20),
        begins: e.getAttribute("href") === "#main" ? "skip" : e.localName,
        shown: box.top < window.innerHeight && box.bottom > 0 && box.left >= 0,
        folds: e.localName === "summary" && !e.parentElement.open,
        outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
      };
    });
    if (stop.number === undefined) break;
    if (presses === 0 && !(stop.begins === stops.begins && stop.shown)) faults.push(`the first stop is not a visible ${stops.begins}`);
    if (!stop.outlined || !stop.shown) faults.push(`focus cannot be seen on ${stop.text}`);
    reached.add(stop.number);
    if (stop.folds) await page.keyboard.press("Enter");
    if (!stops.scrolling.includes(stop.number)) continue;
    await page.keyboard.press("ArrowRight");
    const moved = await page.waitForFunction(() => document.activeElement.scrollLeft > 0, null, { timeout: 2000 }).catch(() => null);
    if (!moved) faults.push(`the arrow keys do not scroll ${stop.text}`);
  }
  for (const number of new Set([...stops.frames, ...stops.scrolling])) {
    if (!reached.has(number)) faults.push(`not reached: element ${number}`);
  }
  report(file, "keyboard", faults, `${reached.size} stops, ${stops.frames.length} tables, ${stops.scrolling.length} of them scroll`);
}

/** What the page promises beyond valid HTML: its title, its links, its figures. */
async function content(page, file, requests) {
  // The page of a district is no publication: it sorts by a script of its own and links to the files beside it.
  const office = await page.evaluate(() => document.querySelector("table.units") !== null);
  if (office) {
    const nowhere = await page.evaluate(() =>
      [...document.querySelectorAll("a[href^='#']")].filter((e) => !document.getElementById(e.hash.slice(1))).length);
    const faults = nowhere > 0 ? [`${nowhere} links lead nowhere`] : [];
    if (requests.length > 0) faults.push(`asks for ${requests.join(", ")}`);
    return report(file, "content", faults, "a district");
  }
  const { faults, figures } = await page.evaluate(() => {
    const faults = [];
    const all = (selector) => [...document.querySelectorAll(selector)];
    const expect = (sound, fault) => sound || faults.push(fault);
    // Letters and posters are no articles of a site: no metadata, no figures of tables.
    const other = document.querySelector("article.letter, body.poster") !== null;
    const article = other ? [] : [document.querySelector("meta[name=ArticleTitle]")?.content];
    const titles = [document.title, ...all("h1").map((e) => e.textContent), ...article];
    expect(all("h1").length === 1 && new Set(titles).size === 1, `titles differ: ${titles.join(" / ")}`);
    expect(document.documentElement.lang === "zh-CN", "the language is not zh-CN");
    expect(all("meta[name]").every((e) => e.content.trim() !== ""), "an empty meta tag");
    expect(all("iframe, object, embed, link[rel=stylesheet], script[src]").length === 0, "active or outside content");
    // The text to be copied, and the button that copies it; a draft has neither.
    const scripts = all("script").map((e) => e.id);
    expect(scripts.join() === (all("#copy").length === 1 ? "fragment," : ""), `scripts: ${scripts.join()}`);
    expect(!all("*").some((e) => e.getAttributeNames().some((name) => name.startsWith("on"))), "an event handler");
    for (const e of all("a[href^='#']")) expect(document.getElementById(e.hash.slice(1)), `nowhere: ${e.hash}`);
    for (const e of all("a:not([href^='#'])")) expect(/^(https?:|mailto:|\.\/)/.test(e.getAttribute("href")), `odd link: ${e.href}`);
    const headings = all("h2").map((e) => e.textContent).join("\n");
    expect(all("nav a").map((e) => e.textContent).join("\n") === headings, "the contents are not the headings");
    const figures = all("table.form td");
    const keys = figures.map((e) => e.dataset.key);
    expect((figures.length > 0 || other) && keys.every(Boolean) && new Set(keys).size === keys.length, "keys of figures missing or double");
    expect(figures.every((e) => e.headers !== ""), "a figure without headers");
    return { faults, figures: figures.length };
  });
  if (requests.length > 0) faults.push(`asks for ${requests.join(", ")}`);
  report(file, "content", faults, `${figures} figures`);
}

/** The HTML on the clipboard, as it arrives where it is pasted: reading the clipboard itself needs a focused window. */
async function pasted(context) {
  const page = await context.newPage();
  await page.setContent("<body contenteditable>");
  await page.bringToFront();
  await page.evaluate(() => {
    window.html = new Promise((resolve) => addEventListener("paste", (event) => resolve(event.clipboardData.getData("text/html"))));
    document.body.focus();
  });
  await page.keyboard.press("Control+v");
  const html = await page.evaluate(() => Promise.race([window.html, new Promise((resolve) => setTimeout(() => resolve(""), 10_000))]));
  await page.close();
  return html;
}

/** What is copied: by the button the text for a site's editor, by selecting all of the page nothing that is on this machine alone. */
async function copying(context, page, file) {
  const offered = await page.evaluate(() => document.querySelector("#copy") !== null);
  const faults = [];
  await page.bringToFront();
  if (offered) {
    await page.click("#copy");
    const html = await pasted(context);
    const plain = (text) => page.evaluate((text) => new DOMParser().parseFromString(text, "text/html").body.textContent.replace(/\s+/g, ""), text);
    const source = await page.evaluate(() => document.querySelector("#fragment").textContent);
    if ((await plain(html)) !== (await plain(source))) faults.push("the button copies another text");
    if (/file:|href=|<style|<h1/.test(html)) faults.push("the button copies links or styles");
    if (!(await page.textContent("#copied")).startsWith("已复制")) faults.push("the button does not say that it has copied");
  }
  await page.bringToFront();
  // The walk with the Tab key may have left the page.
  await page.mouse.click(1, 1);
  await page.evaluate(() => document.execCommand("selectAll"));
  await page.keyboard.press("Control+c");
  const all = await pasted(context);
  if (all === "") faults.push("nothing is copied by selecting all");
  const addresses = all.match(/(href|src)="?(?!https?:|mailto:)[^"\s>]*/g) ?? [];
  if (addresses.length > 0) faults.push(`copied along: ${addresses.slice(0, 3).join(" ")}`);
  report(file, "copying", faults, offered ? "the button and the selection" : "the selection");
}

/** The text for a site's editor, with styles and without: every field has its lines, every paragraph its indent. */
async function fragment(context, file) {
  const own = file.replace(/\.html$/, "（正文）.html");
  if (!existsSync(own)) return;
  const page = await context.newPage();
  const html = readFileSync(own, "utf8");
  const faults = [];
  for (const name of ["as it is", "without styles"]) {
    const text = name === "as it is" ? html : html.replace(/ (style|class)="[^"]*"/g, "");
    await page.setContent(`<body style="max-width: 60em">${text}`);
    faults.push(...(await page.evaluate((styled) => {
      const all = (selector) => [...document.querySelectorAll(selector)];
      const found = [];
      const bare = (e) => ["Top", "Right", "Bottom", "Left"].some((side) => parseFloat(getComputedStyle(e)[`border${side}Width`]) < 0.5);
      const fields = all("td, th").filter(bare);
      if (fields.length > 0) found.push(`${fields.length} fields without lines`);
      // Who a letter goes to stands at the very left.
      const flat = all("p").filter((e) => !e.textContent.endsWith("：") && parseFloat(getComputedStyle(e).textIndent) < 1.9 * parseFloat(getComputedStyle(e).fontSize));
      if (styled && flat.length > 0) found.push(`${flat.length} paragraphs without an indent: ${flat[0].textContent.slice(0, 20)}`);
      const odd = all("body *").filter((e) => !/^(H[2-6]|P|STRONG|TABLE|THEAD|TBODY|TR|TH|TD)$/.test(e.tagName));
      if (odd.length > 0) found.push(`an odd tag: ${odd[0].tagName}`);
      if (all("[class], [href], caption, h1").length > 0) found.push("a class, a link, a caption or a title");
      for (const table of all("table")) {
        if (table.offsetWidth < 0.98 * document.body.offsetWidth) found.push("a table is not as wide as the text");
        const ids = new Set([...table.querySelectorAll("th")].map((e) => e.id));
        const loose = [...table.querySelectorAll("td[headers]")].filter((e) => !e.headers.split(" ").every((id) => ids.has(id)));
        if (loose.length > 0) found.push(`${loose.length} figures with headers that are not there`);
      }
      return found;
    }, name === "as it is")).map((fault) => `${name}: ${fault}`));
  }
  await page.close();
  report(own, "fragment", faults, "lines, indents, widths, headers");
}

/** All checks that need a browser. */
async function browse() {
  const options = { executablePath: process.env.CHROMIUM, headless: true, args: FLAGS };
  const context = await chromium.launchPersistentContext(join(scratch, "profile"), options);
  for (const file of files) {
    const page = await context.newPage();
    const own = pathToFileURL(file).href;
    const requests = [];
    page.on("request", (request) => request.url() !== own && requests.push(request.url()));
    page.on("dialog", (dialog) => requests.push(`a dialog: ${dialog.message()}`) && dialog.dismiss());
    await page.goto(own);
    await content(page, file, requests);
    await page.addScriptTag({ path: axe });
    await accessibility(page, file, DESKTOP);
    await accessibility(page, file, PHONE);
    await contrast(page, file);
    for (const pixels of [DESKTOP, PHONE]) await lines(page, file, pixels);
    await width(page, file, PHONE, `${PHONE} px`);
    await width(page, file, ZOOMED, `${DESKTOP} px at 200 %`);
    await keyboard(page, file);
    await copying(context, page, file);
    await page.close();
    await fragment(context, file);
  }
  await context.close();
}

try {
  validate();
  await browse();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(failed > 0 ? `${failed} checks failed` : `${files.length} pages, all checks passed`);
process.exitCode = failed > 0 ? 1 : 0;
