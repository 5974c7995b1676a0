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
const { url, page, step, sound, accessible, end, text, settled } = await walk(program, folder);
const pageKeys = () => page.$$eval("#pages figure", (all) => all.map((figure) => figure.dataset.key).join());

await step("the list of reports", async () => {
  await page.goto(url);
  await page.locator("#reports button").first().waitFor();
  hold(!page.url().includes("#"), "the token stays in the address");
  await sound("the list");
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
  const was = await prose.inputValue();
  const html = `<html><head><style>p { margin: 0 }</style></head><body>
    <p class=MsoNormal><b>（一）存在问题</b></p><p class=MsoNormal>一是<b>培训不足</b>，\n另有<del>旧的</del>新的。</p>
    <p style='mso-list:l0 level1'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span>开设专栏</p>
    <table><tr><td><p>名称</p></td><td><p>件数</p></td></tr><tr><td>甲</td><td>3</td></tr></table><p>完。<script>alert(1)</scr` + `ipt></p></body></html>`;
  await prose.evaluate((input, html) => {
    input.focus();
    input.select();
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    input.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, html);
  const pasted = await prose.inputValue();
  const meant = "（一）存在问题\n一是**培训不足**， 另有新的。\n- 开设专栏\n\n| 名称 | 件数 |\n|---|---|\n| 甲 | 3 |\n\n完。";
  hold(pasted === meant, `pasted as ${JSON.stringify(pasted)}`);
  await prose.blur();
  await settled();
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
