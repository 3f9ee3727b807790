// The guide's page in a real browser: for everybody, on any screen, and on paper.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { after, before, test } from "node:test";
import axe from "axe-core";
import { launchBrowser } from "./browser.mjs";
import { PYTHON, ROOT, freePort } from "./programs.mjs";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
let server, browser, address;

before(async () => {
  const port = await freePort();
  address = `http://127.0.0.1:${port}/guides/fostering`;
  const options = { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] };
  server = spawn(PYTHON, ["-m", "tests.clients.guide_server", String(port)], options);
  await new Promise((resolve, reject) => {
    server.stdout.once("data", resolve);
    server.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
  server?.kill();
});

async function open(form, width) {
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => { if (message.type() === "error") complaints.push(message.text()); });
  await page.goto(`${address}/${form}`);
  assert.deepEqual(complaints, []);
  return page;
}

for (const [form, width] of [["html", 1280], ["html", 320], ["print", 800]]) {
  test(`axe finds no fault in ${form} at ${width} pixels, nor does it scroll sideways`, async () => {
    const page = await open(form, width);
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate((runOnly) => axe.run({ runOnly }), RULES);
    assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await page.context().close();
  });
}

test("the first key leads past the contents, and every entry of the contents leads somewhere", async () => {
  const page = await open("html", 1280);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the text");
  await page.keyboard.press("Enter");
  assert.equal(new URL(page.url()).hash, "#main");
  const lost = await page.locator("nav a").evaluateAll((links) => links.filter((one) => !document.querySelector(one.hash)).length);
  assert.equal(lost, 0);
  await page.context().close();
});

test("on paper no entry is parted, links look like words and there is no way to download", async () => {
  const page = await open("html", 1280);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".downloads").isVisible(), false);
  const [entry, link] = await page.evaluate(() => [".entry", "nav a"].map((one) => ({ ...getComputedStyle(document.querySelector(one)) })));
  assert.equal(entry.breakInside, "avoid");
  assert.equal(link.textDecorationLine, "none");
  await page.context().close();
});
