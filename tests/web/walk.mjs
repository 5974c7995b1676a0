// A clerk's way through the page that the program serves; run by walk.sh. One line per step; exit code 1 when any failed.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const modules = createRequire(join(process.env.NIANBAO_WEB_MODULES, "package.json"));
const { chromium } = modules("playwright-core");
const axe = readFileSync(modules.resolve("axe-core"), "utf8");
const AXE = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];
const CELL = '[data-path="applications.new.individual"]';

const [program, example] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "nianbao-walk-"));
cpSync(example, join(folder, "年报"), { recursive: true });
const file = join(folder, "年报", "report.toml");
let failed = 0;

/** Does a step, and tells how it went. */
async function step(name, what) {
  const began = Date.now();
  try {
    const told = await what();
    console.log(`ok   ${name} (${Date.now() - began} ms)${told ? `: ${told}` : ""}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${name}: ${error.message}`);
  }
}

/** Fails where something is not so. */
function hold(is, what) {
  if (!is) throw new Error(what);
}

const server = spawn(program, ["serve", folder, "--no-open"], { stdio: ["ignore", "pipe", "inherit"] });
const url = await new Promise((told) => server.stdout.once("data", (bytes) => told(String(bytes).trim())));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
const context = await browser.newContext({ acceptDownloads: true, viewport: { width: 1440, height: 900 } });
const page = await context.newPage();
const faults = [];
page.on("pageerror", (error) => faults.push(error.message));
page.on("dialog", (dialog) => { faults.push(`a dialog: ${dialog.message()}`); dialog.dismiss(); });
page.on("request", (request) => { if (!/^(http:\/\/127\.0\.0\.1:|blob:|data:)/.test(request.url())) faults.push(`asks ${request.url()}`); });

const text = (selector) => page.locator(selector).innerText();
const settled = () => page.waitForFunction(() => document.querySelector("#saved").textContent.startsWith("已"));
const pageKeys = () => page.$$eval("#pages figure", (all) => all.map((figure) => figure.dataset.key).join());

/** No element is wider than the window, and axe finds nothing. */
async function sound(view) {
  for (const width of [1440, 1920, 3840, 800, 360]) {
    await page.setViewportSize({ width, height: 900 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    hold(wide <= width, `${view} is ${wide} px wide in a window of ${width} px`);
    const { violations } = await page.evaluate((options) => window.axe.run(document, options), AXE);
    hold(violations.length === 0, `${view} at ${width} px: ${violations.map((one) => `${one.id} ${one.nodes[0].target}`).join(", ")}`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

await step("the list of reports", async () => {
  await page.goto(url);
  await page.locator("#reports button").first().waitFor();
  hold(!page.url().includes("#"), "the token stays in the address");
  await page.evaluate(axe);
  await sound("the list");
});

await step("from a filled report to its PDF in three actions", async () => {
  await page.locator("#reports button").first().click();
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
  await page.evaluate(axe);
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
    const { violations } = await page.evaluate((options) => window.axe.run(document, options), AXE);
    hold(violations.length === 0, `${view}: ${violations.map((one) => one.id).join(", ")}`);
  }
});

await step("no faults in the page", async () => hold(faults.length === 0, faults.join("\n")));

await browser.close();
server.kill();
rmSync(folder, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
