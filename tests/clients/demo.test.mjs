// The whole product in a browser, with its real model: the sample conversation flows in, themes
// appear, a week's summary is drafted, a facilitator approves it and the department reads it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DEMONSTRATION, Workspace, launchBrowser } from "./browser.mjs";
import { freePort } from "./programs.mjs";

const FACILITATOR = "u075";
const OFFICIAL = "u077";
const HUB_LEAD = "u014";
const PATIENCE = 240_000;

let workspace;
let browser;

before(async () => {
  workspace = new Workspace(await freePort(), DEMONSTRATION);
  await workspace.start();
  browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
  await workspace?.end();
});

async function open(person, channel) {
  const context = await browser.newContext();
  await context.addInitScript((id) => sessionStorage.setItem("commonthread-person", id), person);
  const page = await context.newPage();
  await page.goto(`${workspace.address}#/channel/${channel}`);
  await page.locator("#main").getByRole("textbox").waitFor();
  return page;
}

test("a week is played, summed up, approved and read by the department", { timeout: PATIENCE }, async () => {
  const [desk, department] = [await open(FACILITATOR, "facilitators"), await open(OFFICIAL, "central-government")];
  const draft = desk.locator("li.message", { hasText: "Draft summary" }).first();
  await draft.waitFor({ timeout: PATIENCE });
  const theme = await draft.locator(".bar-label").first().textContent();
  assert.match(await draft.textContent(), /(3 to 5|6 or more) hubs/);
  assert.equal(await department.locator("li.message").count(), 0);

  const command = desk.locator("#main").getByRole("textbox");
  await command.fill("/themes");
  await command.press("Enter");
  await desk.locator("li.message", { hasText: "Only you can see this" }).waitFor();

  await draft.getByRole("button", { name: "Approve" }).click();
  await desk.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  await desk.getByText(/^Approved by Barry Earnshaw/).first().waitFor();
  const summary = department.locator("li.message", { hasText: "Checkpoint summary" });
  await summary.waitFor();
  assert.ok((await summary.textContent()).includes(theme));
});

test("a lesson is saved by two presses in its message's menu and form, within ten seconds", async () => {
  const page = await open(HUB_LEAD, "slack-recruitment-and-comms");
  const words = "We rang everybody back on the same evening, and the visits doubled.";
  await page.locator("#main").getByRole("textbox").fill(words);
  await page.locator("#main").getByRole("textbox").press("Enter");
  const said = page.locator("#main li.message", { hasText: words }).first();
  await said.hover();
  await said.getByRole("button", { name: /^More/ }).click();
  const began = performance.now();
  await page.getByRole("menu").getByRole("menuitem", { name: "Save as lesson" }).click();
  await page.getByRole("dialog", { name: "Save as lesson" }).getByRole("button", { name: "Save" }).click();
  await page.locator("li.message", { hasText: "Lesson saved" }).first().waitFor();
  assert.ok(performance.now() - began < 10_000);
});
