// What the walks through the page share: a program that serves a folder, a browser, steps that are told one by one.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const modules = createRequire(join(process.env.NIANBAO_WEB_MODULES, "package.json"));
const { chromium } = modules("playwright-core");
const axe = readFileSync(modules.resolve("axe-core"), "utf8");
const AXE = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

// Milliseconds from the start of the program to the first that is seen of its page.
const FIRST = 1500;

/** Fails where something is not so. */
export function hold(is, what) {
  if (!is) throw new Error(what);
}

/** A walk through the page that a program serves on a folder. */
export async function walk(program, folder) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
  const permissions = ["clipboard-read", "clipboard-write"];
  const context = await browser.newContext({ acceptDownloads: true, permissions, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const clicked = Date.now();
  const server = spawn(program, ["serve", folder, "--no-open"], { stdio: ["ignore", "pipe", "inherit"] });
  const url = await new Promise((told) => server.stdout.once("data", (bytes) => told(String(bytes).trim())));
  page.setDefaultTimeout(15000);
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("dialog", (dialog) => { faults.push(`a dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => { if (!/^(http:\/\/127\.0\.0\.1:|blob:|data:)/.test(request.url())) faults.push(`asks ${request.url()}`); });
  let failed = 0;

  /** Does a step, and tells how it went. */
  const step = async (name, what) => {
    const began = Date.now();
    try {
      const told = await what();
      console.log(`ok   ${name} (${Date.now() - began} ms)${told ? `: ${told}` : ""}`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL ${name}: ${error.message.split("\n", 12).join("\n     ")}`);
      await page.evaluate(() => document.querySelector("#insert").open && document.querySelector("#insert").close());
    }
  };

  /** Opens the page as the program does, and tells how long that took since the program was started. */
  const first = async () => {
    await page.goto(url);
    const painted = await page.evaluate(() => new Promise((told) => {
      new PerformanceObserver((list) => {
        const paint = list.getEntriesByName("first-contentful-paint")[0];
        if (paint) told(performance.timeOrigin + paint.startTime);
      }).observe({ type: "paint", buffered: true });
    }));
    await page.locator("#reports li").first().waitFor();
    const [seen, listed] = [Math.round(painted - clicked), Date.now() - clicked];
    hold(seen <= FIRST, `the page is seen after ${seen} ms`);
    return `seen after ${seen} ms, the list of reports after ${listed} ms`;
  };

  /** Axe finds nothing. */
  const accessible = async (view) => {
    if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
    // What stays in place while the page moves covers a part of some cell, whichever is there: it does not make cells small.
    const { violations } = await page.evaluate(async (options) => {
      const fixed = [...document.querySelectorAll(".top, #tabs, #contents, #about")];
      for (const part of fixed) part.style.position = "static";
      const told = await window.axe.run(document, options);
      for (const part of fixed) part.style.position = "";
      return told;
    }, AXE);
    hold(violations.length === 0, `${view}: ${violations.map((one) => `${one.id} ${one.nodes[0].target}`).join(", ")}`);
  };

  /** No element is wider than the window, and axe finds nothing. */
  const sound = async (view) => {
    for (const width of [1440, 1920, 3840, 800, 360]) {
      await page.setViewportSize({ width, height: 900 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      hold(wide <= width, `${view} is ${wide} px wide in a window of ${width} px`);
      await accessible(`${view} at ${width} px`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  };

  /** What the program needed: its most memory, and what it does while nothing is asked. Only Linux tells. */
  const costs = async () => {
    const about = (name) => readFileSync(`/proc/${server.pid}/${name}`, "utf8");
    const ticks = () => about("stat").slice(about("stat").lastIndexOf(")")).split(" ").slice(12, 14).reduce((sum, part) => sum + Number(part), 0);
    const most = Number(/VmHWM:\s*(\d+)/.exec(about("status"))[1]) / 1024;
    hold(most <= 250, `${most} MB`);
    // What was just done may still be cleared away in the first seconds; then it must rest.
    let worked = Infinity;
    for (let again = 0; again < 4 && worked > 2; again += 1) {
      const before = ticks();
      await page.waitForTimeout(3000);
      worked = ticks() - before;
    }
    hold(worked <= 2, `${worked} ticks of the clock in three seconds without anything to do`);
    return `${Math.round(most)} MB at most, ${worked} ticks in three seconds of rest`;
  };

  /** Tells how the walk went, and ends all that it started. */
  const end = async () => {
    if (process.platform === "linux") await step("memory, and rest", costs);
    await step("no faults in the page", async () => hold(faults.length === 0, faults.join("\n")));
    await browser.close();
    server.kill();
    return failed;
  };

  return {
    url, page, context, server, step, first, sound, accessible, end,
    text: (selector) => page.locator(selector).innerText(),
    settled: () => page.waitForFunction(() => document.querySelector("#saved").textContent.startsWith("已")),
  };
}
