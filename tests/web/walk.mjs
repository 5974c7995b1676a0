// A clerk's way through the page that the program serves; run by walk.sh. One line per step; exit code 1 when any failed.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hold, walk } from "./steps.mjs";

const CELL = '[data-path="applications.new.individual"]';

const [program, example, area] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "nianbao-walk-"));
cpSync(example, join(folder, "年报"), { recursive: true });
if (area) cpSync(area, join(folder, "地区"), { recursive: true });
const file = join(folder, "年报", "report.toml");
const { url, page, context, step, first, sound, accessible, end, text, settled } = await walk(program, folder);
const OVERVIEW = 'textarea[data-path="sections.overview.text"]';
const pageKeys = () => page.$$eval("#pages figure", (all) => all.map((figure) => figure.dataset.key).join());

await step("the list of reports", async () => {
  const told = await first();
  hold(!page.url().includes("#"), "the token stays in the address");
  await sound("the list");
  return told;
});

await step("from a filled report to its PDF in three actions", async () => {
  await page.locator("#reports button", { hasText: "年报/report.toml" }).click();
  await page.locator("#pages img[src]").first().waitFor();
  await page.locator("#take summary").click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#taken button").first().click()]);
  const bytes = readFileSync(await download.path());
  hold(bytes.subarray(0, 4).toString() === "%PDF", "it is no PDF");
  return download.suggestedFilename();
});

await step("an error is told at its cell, and corrected there", async () => {
  const before = readFileSync(file, "utf8");
  const cell = page.locator(CELL);
  const was = await cell.inputValue();
  await cell.fill("999");
  await page.locator(`${CELL}.error`).waitFor();
  await settled();
  hold((await text("#verdict")).startsWith("草稿"), "it is no draft");
  await page.locator('#tabs [data-show="check"]').click();
  await page.locator("#form").focus();
  await page.locator("#findings li.error button").first().click();
  const focused = await page.evaluate(() => document.activeElement.dataset.path);
  hold(focused === "applications.new.individual", `the finding leads to ${focused}`);
  await sound("findings");
  await page.locator('#tabs [data-show="pages"]').click();
  const mark = page.locator("#pages .marks button.error").first();
  await mark.waitFor();
  await mark.evaluate((mark) => mark.click());
  const marked = await page.evaluate(() => document.activeElement.dataset.path);
  hold(marked === "applications.new.individual", `the mark on the page leads to ${marked}`);
  await cell.fill(was);
  await page.waitForFunction(() => document.querySelector("#verdict").className === "good");
  hold(readFileSync(file, "utf8") === before, "the file is not what it was");
  await page.locator('#tabs [data-show="pages"]').click();
});

await step("keys go from cell to cell", async () => {
  await page.locator(CELL).focus();
  const at = async (key) => { await page.keyboard.press(key); return page.evaluate(() => document.activeElement.dataset.path); };
  hold((await at("ArrowRight")) === "applications.new.commercial", "right");
  hold((await at("ArrowLeft")) === "applications.new.individual", "left");
  hold((await at("Enter")) === "applications.carried_in.individual", "Enter");
  hold((await at("ArrowUp")) === "applications.new.individual", "up");
});

await step("the pages show what is being filled in", async () => {
  for (const path of ["applications.new.individual", "sections.problems.text"]) {
    await page.locator(`[data-path="${path}"]`).focus();
    const here = page.locator("#pages .here");
    await here.waitFor();
    const [box, at] = [await page.locator("#pages").boundingBox(), await here.boundingBox()];
    hold(at.y >= box.y && at.y + at.height <= box.y + box.height, `${path} is out of sight`);
  }
});

await step("pages follow what is typed", async () => {
  const times = [];
  for (const digit of ["5", "6", "7"]) {
    const before = await pageKeys();
    const began = Date.now();
    await page.locator(CELL).fill(digit);
    await page.waitForFunction((keys) => [...document.querySelectorAll("#pages figure")].map((one) => one.dataset.key).join() !== keys, before);
    times.push(Date.now() - began);
  }
  return `${times.join(", ")} ms from the key to the new pages`;
});

await step("what was done is undone", async () => {
  await page.locator("#form").focus();
  while (await page.locator("#undo").isEnabled()) {
    const left = await page.locator("#undo").getAttribute("title");
    await page.locator("#undo").click();
    await page.waitForFunction((title) => document.querySelector("#undo").title !== title, left);
  }
  hold((await text("#verdict")) === "可以定稿", "it is still a draft");
});

await step("prose with markup is printed as it was typed", async () => {
  const prose = page.locator('textarea[data-path="sections.overview.text"]');
  const was = await prose.inputValue();
  await prose.fill(`${was}\n<img src=x onerror="alert(1)">另有工作。`);
  await prose.blur();
  await settled();
  hold((await page.locator("#form img").count()) === 0, "markup became an element");
  await page.reload();
  await page.locator('textarea[data-path="sections.overview.text"]').waitFor();
  hold((await page.locator('textarea[data-path="sections.overview.text"]').inputValue()).includes("另有工作"), "it is lost when the page is loaded again");
});

await step("what is pasted from Word is kept as it was meant", async () => {
  const prose = page.locator('textarea[data-path="sections.problems.text"]');
  const paste = (html) => prose.evaluate((input, html) => {
    input.focus();
    input.select();
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    input.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, html);
  const was = await prose.inputValue();
  const html = `<html><head><style>p { margin: 0 }</style></head><body>
    <p class=MsoNormal><b>（一）存在问题</b></p><p class=MsoNormal>一是<b>培训不足</b>，\n另有<del>旧的</del>新的。</p>
    <p style='mso-list:l0 level1'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span>开设专栏</p>
    <table><tr><td><p>名称</p></td><td><p>件数</p></td></tr><tr><td>甲</td><td>3</td></tr></table><p>完。<script>alert(1)</scr` + `ipt></p></body></html>`;
  await paste(html);
  const pasted = await prose.inputValue();
  const meant = "（一）存在问题\n一是**培训不足**， 另有新的。\n- 开设专栏\n\n| 名称 | 件数 |\n|---|---|\n| 甲 | 3 |\n\n完。";
  hold(pasted === meant, `pasted as ${JSON.stringify(pasted)}`);
  await prose.blur();
  await settled();
  await paste(`<table><tr><td colspan=2>合并</td><td rowspan=2>丙</td></tr><tr><td>1</td><td>2|3</td></tr></table>`);
  hold((await prose.inputValue()) === "| 合并 |  | 丙 |\n|---|---|---|\n| 1 | 2\\|3 |  |", await prose.inputValue());
  await paste(`<p>图<img src="file:///x.png">后，10<sup>3</sup>。<a class=msocomanchor>[张1]</a></p><div style='mso-element:comment-list'>批注</div>`);
  hold((await prose.inputValue()) === "图后，103。", await prose.inputValue());
  const told = await text("#notice");
  hold(["图片", "上标", "批注"].every((lost) => told.includes(lost)), `what is lost is not told: ${told}`);
  await page.locator("#notice button").click();
  await prose.fill(was);
  await prose.blur();
  await settled();
});

await step("a figure is put into prose from a list", async () => {
  const prose = page.locator('textarea[data-path="sections.problems.text"]');
  const was = await prose.inputValue();
  await page.locator(".prose", { has: prose }).getByRole("button", { name: /插入数/ }).click();
  await page.locator("#insert-filter").fill("本年新收");
  await page.locator("#inserts button").first().waitFor();
  await accessible("the list of figures");
  await page.locator("#inserts button").first().click();
  hold(/\{\{ .*本年新收.* \}\}/.test(await prose.inputValue()), "nothing is put in");
  await prose.fill(was);
  await prose.blur();
  await settled();
});

await step("a heading by its button", async () => {
  const prose = page.locator(OVERVIEW);
  const was = await prose.inputValue();
  await prose.evaluate((input) => { input.focus(); input.setSelectionRange(input.value.length, input.value.length); });
  await page.getByRole("button", { name: "小标题：正文" }).first().click();
  await page.keyboard.type("重点工作");
  hold((await prose.inputValue()) === `${was}\n（一）重点工作`, "it stands elsewhere");
  await page.keyboard.press("Control+Z");
  await prose.fill(was);
  await prose.blur();
  await settled();
});

await step("a section of one's own: added, named, written, taken away", async () => {
  const before = readFileSync(file, "utf8");
  const steps = await page.locator("#undo").getAttribute("title");
  await page.locator("#form summary", { hasText: "增设一个部分" }).click();
  await accessible("the form for a section");
  await page.locator("#add-title").focus();
  await page.keyboard.type("典型案例");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => /^extra\..*\.text$/.test(document.activeElement.dataset.path));
  await page.keyboard.type("甲案办理规范。");
  const name = page.locator('#form input[data-path^="extra."]');
  await name.focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("典型事例");
  await page.waitForFunction(() => [...document.querySelectorAll("#form h2")].some((one) => one.textContent.endsWith("、典型事例")));
  hold((await page.evaluate(() => document.activeElement.dataset.path)).endsWith(".title"), "the typing is interrupted");
  await name.blur();
  await page.evaluate(() => queue.then(() => true));
  const written = readFileSync(file, "utf8");
  hold(written.startsWith(before.trimEnd()) && written.includes('title = "典型事例"') && written.includes("甲案办理规范。"), "it is not written");
  await page.locator('#tabs [data-show="web"]').click();
  await page.frameLocator("#web-page").getByRole("heading", { name: /、典型事例$/ }).waitFor();
  await page.locator('#tabs [data-show="pages"]').click();
  await page.getByRole("button", { name: /^删去这一部分/ }).click();
  await name.waitFor({ state: "detached" });
  await page.locator("#undo").click();
  await name.waitFor();
  hold((await name.inputValue()) === "典型事例", "it does not come back");
  await page.getByRole("button", { name: /^删去这一部分/ }).click();
  await name.waitFor({ state: "detached" });
  hold(readFileSync(file, "utf8").trimEnd() === before.trimEnd(), "something of it is left");
  hold((await page.locator("#undo").getAttribute("title")) !== steps, "nothing can be undone");
});

await step("what was typed last is not lost when the page is left at once", async () => {
  const phone = page.locator('[data-path="agency.phone"]');
  await phone.fill("0000-1111111");
  await page.reload();
  await phone.waitFor();
  await page.waitForFunction(() => document.querySelector('[data-path="agency.phone"]').value === "0000-1111111");
  hold(readFileSync(file, "utf8").includes("0000-1111111"), "it is not in the file");
});

await step("two windows: what one changes the other sees, and nothing is overwritten", async () => {
  const other = await context.newPage();
  // It does not look for changes meanwhile.
  await other.route("**/ask", (route) => (/"watch"/.test(route.request().postData()) ? route.fulfill({ json: { is_stale: false } }) : route.continue()));
  await other.goto(url);
  await other.locator("#reports button", { hasText: "年报/report.toml" }).click();
  const there = other.locator('[data-path="agency.contact"]');
  await there.waitFor();
  const here = page.locator('[data-path="agency.contact"]');
  await here.fill("甲科");
  await here.blur();
  await settled();
  await there.fill("乙科");
  await there.blur();
  await other.waitForFunction(() => document.querySelector("#notice").innerText.includes("刚刚在别的窗口或程序里改过"));
  await other.waitForFunction(() => document.querySelector('[data-path="agency.contact"]').value === "甲科");
  hold(readFileSync(file, "utf8").includes("甲科") && !readFileSync(file, "utf8").includes("乙科"), "the second window overwrote the first");
  await there.fill("乙科");
  await there.blur();
  await other.waitForFunction(() => document.querySelector("#saved").textContent === "已保存");
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await page.waitForFunction(() => document.querySelector('[data-path="agency.contact"]').value === "乙科");
  await other.close();
  await page.evaluate(() => notice(null));
});

await step("a finding is accepted with a reason", async () => {
  await page.locator('#tabs [data-show="check"]').click();
  const before = await page.locator("#findings > ul > li").count();
  const one = page.locator("#findings > ul > li").first();
  const said = await one.locator(".lead").innerText();
  await one.locator("summary", { hasText: "核对无误" }).click();
  await one.getByRole("button", { name: "认可" }).click();
  await page.waitForFunction(() => document.querySelector("#notice").innerText.includes("理由"));
  await page.locator("#notice button").last().click();
  await one.locator(".accept input").fill("经核实，照此印出");
  await page.keyboard.press("Enter");
  await page.waitForFunction((count) => document.querySelectorAll("#findings > ul > li").length < count, before);
  await page.locator("#findings .accepted summary").first().click();
  hold((await page.locator("#findings .accepted").innerText()).includes("经核实，照此印出"), said);
  await page.locator('#tabs [data-show="pages"]').click();
});

await step("the letter and the tags of the page are short forms", async () => {
  for (const [group, path, value] of [["报送的公文", "letter.to", "示例市政务公开办公室"], ["网页标签", "web.site_name", "示例网"]]) {
    const input = page.locator(`#form [data-path="${path}"]`);
    if (!(await input.isVisible())) await page.locator("#form summary", { hasText: group }).click();
    await input.fill(value);
    await input.blur();
    await page.evaluate(() => queue.then(() => true));
  }
  const said = readFileSync(file, "utf8");
  hold(said.includes("示例市政务公开办公室") && said.includes("示例网"), "they are not written");
});

await step("every file can be taken, and the text for a site be copied", async () => {
  await page.locator("#take summary").click();
  const begins = { PDF: "%PDF", 网页: "<!DO", 网页正文: "<", Word: "PK", 公文: "%PDF", 图: "PK", 全部文件: "PK" };
  const taken = [];
  for (const button of await page.locator("#taken button").all()) {
    const name = (await button.innerText()).split("\n")[0];
    if (name === "复制网页正文") {
      await button.click();
      await page.waitForFunction(() => document.querySelector("#saved").textContent.startsWith("已复制"));
      const copied = await page.evaluate(async () => (await (await navigator.clipboard.read())[0].getType("text/html")).text());
      hold(copied.includes("<table") && !copied.includes("<h1"), "it is not the text of the page");
      continue;
    }
    const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
    const bytes = readFileSync(await download.path());
    const kind = Object.keys(begins).find((kind) => kind === name);
    hold(bytes.length > 500 && (!kind || bytes.subarray(0, begins[kind].length).toString() === begins[kind]), `${name} is something else`);
    taken.push(download.suggestedFilename());
  }
  await page.keyboard.press("Escape");
  hold(taken.length >= 8, taken.join(", "));
  return taken.join("、");
});

await step("the web page is shown, as on a telephone too", async () => {
  await page.locator('#tabs [data-show="web"]').click();
  const frame = page.frameLocator("#web-page");
  await frame.locator("table").first().waitFor();
  await page.locator('#web [data-width="375px"]').click();
  const width = await page.locator("#web-page").evaluate((frame) => frame.clientWidth);
  hold(width <= 375, `it is ${width} px wide`);
  await page.locator('#tabs [data-show="pages"]').click();
});

await step("totals that were typed are worked out", async () => {
  await page.locator(".totals button").first().click();
  await page.locator(".totals").first().waitFor({ state: "hidden" });
  hold((await text("#verdict")) === "可以定稿", "it is a draft");
});

await step("a change elsewhere is noticed", async () => {
  writeFileSync(file, readFileSync(file, "utf8").replace(/^phone = .*$/m, 'phone = "0000-7654321"'));
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await page.waitForFunction(() => document.querySelector('[data-path="agency.phone"]').value === "0000-7654321");
  hold((await text("#notice")).includes("别处改过"), "it is not told");
  await page.locator("#notice button").click();
});

await step("every view at every width", async () => {
  await sound("the form");
  await page.setViewportSize({ width: 360, height: 740 });
  for (const view of ["pages", "check", "fill"]) {
    await page.locator(`#tabs [data-show="${view}"]`).click();
    hold(await page.locator({ pages: "#pages", check: "#findings", fill: "#form" }[view]).isVisible(), `${view} is not shown`);
    await accessible(view);
  }
});

await step("a new report from last year's, by keyboard", async () => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.locator("#home").click();
  await page.locator("#file-picker").setInputFiles(file);
  await page.locator("#brought button", { hasText: "作上年的报告" }).focus();
  await page.keyboard.press("Enter");
  await sound("the start");
  await page.locator("#create button").focus();
  await page.keyboard.press("Enter");
  await page.locator("#form .card").first().waitFor();
  hold((await text("#title")).includes("2021年"), await text("#title"));
  hold((await text("#verdict")).startsWith("草稿"), "a blank is no draft");
  await page.locator("#home").click();
});

await step("what is dropped and not read is named", async () => {
  const drop = (names) => page.evaluate((names) => {
    const files = names.map((name) => new File(["year = 2025\n"], name));
    // A folder is given as a file that cannot be read.
    for (const file of files) if (!file.name.includes(".")) file.arrayBuffer = () => Promise.reject(new DOMException("gone", "NotFoundError"));
    const event = new Event("drop", { cancelable: true });
    event.dataTransfer = { types: ["Files"], files };
    window.dispatchEvent(event);
  }, names);
  await drop(["一.toml", "二.toml", "三.toml"]);
  await page.locator("#brought button").first().waitFor();
  hold((await text("#notice")).includes("二.toml、三.toml"), await text("#notice"));
  await drop(["文件夹"]);
  await page.waitForFunction(() => document.querySelector("#notice").innerText.includes("读不了“文件夹”"));
  await page.locator("#notice button").click();
});

if (area) {
  await step("a district: run, and into a unit", async () => {
    await page.locator("#reports button", { hasText: "地区/district.toml" }).click();
    await page.locator("#units tr").first().waitFor();
    await page.locator("#district-run").click();
    await page.locator("#units .stand.missing").first().waitFor({ timeout: 300000 });
    await sound("the district");
    const all = await page.locator("#units tr:visible").count();
    await page.locator("#district-filter").selectOption("没有交");
    const missing = await page.locator("#units tr:visible").count();
    hold(missing > 0 && missing < all, `${missing} of ${all} are shown`);
    await page.locator("#district-filter").selectOption("");
    for (const [what, name] of [["reminder", "催报单.txt"], ["chase", "催报函.docx"], ["returned", ".zip"], ["workbook", "汇总.xlsx"]]) {
      const [download] = await Promise.all([page.waitForEvent("download"), page.locator(`#district [data-take="${what}"]`).click()]);
      hold(download.suggestedFilename().endsWith(name), download.suggestedFilename());
    }
    await page.locator("#district-run").click();
    await page.waitForFunction(() => document.querySelector("#district-run").textContent.startsWith("正在核对、生成："));
    await page.waitForFunction(() => document.querySelector("#district-run").textContent === "核对并生成", null, { timeout: 300000 });
    await page.locator("#units button.link").last().click();
    await page.locator("#form .card").first().waitFor();
    await page.locator('#tabs [data-show="pages"]').click();
    await page.locator("#pages img[src]").first().waitFor();
    await page.locator("#home").click();
    await page.locator("#units tr").first().waitFor();
  });
}

const failed = await end();
rmSync(folder, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
