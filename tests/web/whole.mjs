// A clerk's whole way: from an empty folder, and from a filled workbook, to the PDF and the file for Word; run by walk.sh.
// Only what is no typing counts as an action; the empty report is filled in with the keyboard alone.
import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { execFileSync, spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hold, walk } from "./steps.mjs";

const [program, example] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "nianbao-whole-"));
const { page, step, first, sound, end, text, settled } = await walk(program, folder);
const MOST_ACTIONS = 5;
let actions = 0;

/** Does what counts as an action. */
const act = async (what) => {
  actions += 1;
  return what();
};

/** Takes a file from the menu with the keyboard: an action, and one more where the menu is not open. */
async function take(name, beginning) {
  if (!(await page.locator("#take").evaluate((menu) => menu.open))) {
    await page.locator("#take summary").focus();
    await act(() => page.keyboard.press("Enter"));
  }
  const button = page.locator("#taken button", { hasText: name }).first();
  await button.focus();
  const [download] = await Promise.all([page.waitForEvent("download"), act(() => page.keyboard.press("Enter"))]);
  hold(readFileSync(await download.path()).subarray(0, beginning.length).toString("latin1") === beginning, `${name} is something else`);
  hold(!download.suggestedFilename().includes("草稿"), download.suggestedFilename());
  return download.suggestedFilename();
}

/** Waits until nothing is being saved. */
async function still() {
  await page.evaluate(() => document.activeElement && document.activeElement.blur());
  // A machine that is at other work saves what was typed at once a little later.
  await page.waitForFunction(() => queue.then(() => true), null, { timeout: 120000 });
  await settled();
}

await step("an empty folder", async () => {
  const told = await first();
  await page.locator("#reports .none").waitFor();
  await sound("the empty start");
  return told;
});

/** What is typed where something is to be filled in; nothing where it may stay empty. */
const TYPED = {
  "agency.short": "我局", "agency.contact": "办公室", "agency.address": "示例市解放路25号", "agency.postcode": "435000",
  "agency.phone": "0714-1234567", "agency.website": "https://www.example.gov.cn",
  "sections.overview.text": "2025年，我局依法开展政府信息公开工作，没有收到政府信息公开申请。",
  "sections.problems.text": "存在的主要问题是公开的内容不够丰富。下一步，我局将充实公开的内容。",
  "fee.cases": "0", "fee.yuan": "0", "sections.other.text": "我局没有其他需要报告的事项。",
};

await step("name and year, and all of it filled in by keyboard", async () => {
  await page.locator("#agency").focus();
  await page.keyboard.type("示例市应急管理局");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("2025");
  await act(() => page.keyboard.press("Enter"));
  await page.locator("#form .card").first().waitFor();
  await page.locator("#form").focus();
  let filled = 0;
  for (let tabs = 0; tabs < 1200; tabs += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const input = document.activeElement;
      if (!input || !input.closest("#form")) return null;
      return { path: input.dataset.path, value: input.value, isCell: Boolean(input.closest(".official")) };
    });
    if (!at) break;
    const typed = at.isCell ? "0" : TYPED[at.path];
    if (!typed || (at.value && !at.value.startsWith("【"))) continue;
    await page.keyboard.type(typed);
    filled += 1;
  }
  await still();
  return `${filled} places`;
});

await step("nothing blocks it", async () => {
  const errors = await page.$$eval("#findings li.error .lead", (all) => all.map((one) => one.innerText));
  hold(errors.length === 0, errors.join("\n"));
  hold((await text("#verdict")) === "可以定稿", await text("#verdict"));
});

await step("its PDF and its file for Word", async () => {
  const names = [await take("PDF", "%PDF"), await take("Word", "PK")];
  hold(actions <= MOST_ACTIONS, `${actions} actions`);
  return `${names.join(", ")}; ${actions} actions`;
});

await step("loading the page again loses nothing", async () => {
  const said = () => page.$$eval("#form [data-path]", (all) => all.map((one) => one.value).join("|"));
  const before = await said();
  await page.reload();
  await page.locator("#form .card").first().waitFor();
  hold((await said()) === before, "something is lost");
  await page.locator("#home").click();
});

await step("from a filled workbook that is chosen, to the PDF and the file for Word", async () => {
  const elsewhere = join(folder, ".elsewhere");
  mkdirSync(elsewhere);
  const workbook = join(elsewhere, "填报.xlsx");
  execFileSync(program, ["convert", join(example, "report.toml"), workbook, "-q"]);
  actions = 0;
  await act(() => page.locator("#file-picker").setInputFiles(workbook));
  await act(() => page.locator("#brought button", { hasText: "放进文件夹" }).click());
  await page.locator("#form .card").first().waitFor();
  hold((await text("#verdict")) === "可以定稿", await text("#verdict"));
  const names = [await take("PDF", "%PDF"), await take("Word", "PK")];
  hold(actions <= MOST_ACTIONS, `${actions} actions`);
  return `${names.join(", ")}; ${actions} actions`;
});

await step("pages follow what is typed into the workbook", async () => {
  const keys = () => page.$$eval("#pages figure", (all) => all.map((figure) => figure.dataset.key).join());
  const cell = page.locator('[data-path="applications.new.individual"]');
  const was = await cell.inputValue();
  const times = [];
  for (const digit of ["5", "6", "7", was]) {
    const before = await keys();
    const began = Date.now();
    await cell.fill(digit);
    await page.waitForFunction((keys) => [...document.querySelectorAll("#pages figure")].map((one) => one.dataset.key).join() !== keys, before);
    times.push(Date.now() - began);
  }
  return `${times.join(", ")} ms from the key to the new pages`;
});

await step("the workbook is changed in place", async () => {
  const cell = page.locator('[data-path="applications.new.individual"]');
  const was = await cell.inputValue();
  await cell.fill("999");
  await page.locator('[data-path="applications.new.individual"].error').waitFor();
  await still();
  const file = join(folder, "填报.xlsx");
  const { stdout } = spawnSync(program, ["check", file], { encoding: "utf8" });
  hold(/999/.test(stdout), `the program does not read it: ${stdout}`);
  await cell.fill(was);
  await page.waitForFunction(() => document.querySelector("#verdict").className === "good");
  await page.reload();
  await page.locator("#form .card").first().waitFor();
  hold((await cell.inputValue()) === was, "it is lost");
});

const failed = await end();
hold(readdirSync(folder).length > 0, "nothing was written");
rmSync(folder, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
