// The workspace as a person uses it, in a real browser. The application behind it is canned.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import axe from "axe-core";
import { Workspace, launchBrowser } from "./browser.mjs";
import { freePort } from "./programs.mjs";

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 320, height: 640 };
const FACILITATOR = "u075";
const HUB_LEAD = "u014";
const OTHER_LEAD = "u007";
const OFFICIAL = "u077";

let workspace;
let browser;
let complaints;
let contexts;

before(async () => {
  workspace = new Workspace(await freePort());
  await workspace.start();
  browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
  await workspace?.end();
});

beforeEach(() => {
  complaints = [];
  contexts = [];
});

afterEach(async () => {
  for (const context of contexts) await context.close();
  assert.deepEqual(complaints, [], "the browser complained");
});

async function open(person, address = "#/channel/slack-recruitment-and-comms", viewport = WIDE) {
  const context = await browser.newContext({ viewport });
  context.setDefaultTimeout(8000);
  contexts.push(context);
  await context.addInitScript((id) => {
    if (!localStorage.getItem("commonthread-person")) localStorage.setItem("commonthread-person", id);
  }, person);
  const page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(error.stack));
  page.on("console", (message) => {
    const expected = message.text().includes("ERR_CONNECTION") || message.text().includes("ERR_INCOMPLETE");
    if (message.type() === "error" && !expected) complaints.push(message.text());
  });
  await page.goto(workspace.address + address);
  await page.locator("#place > *").first().waitFor();
  return page;
}

const writing = (page) => page.locator("#main").getByRole("textbox");
const message = (page, words, where = "#main") => page.locator(`${where} li.message`, { hasText: words });

async function say(page, words) {
  await writing(page).fill(words);
  await writing(page).press("Enter");
}

async function choose(page, words, opener, item) {
  await message(page, words).hover();
  await message(page, words).getByRole("button", { name: opener }).click();
  await page.getByRole("menu").getByRole(opener.source === "^React" ? "menuitemcheckbox" : "menuitem", { name: item }).click();
}

test("you choose who you are, see that person's channels, and stay that person", async () => {
  const page = await open(FACILITATOR);
  const channels = page.getByRole("navigation", { name: "Channels" });
  await channels.getByRole("link", { name: "facilitators" }).waitFor();
  await page.getByLabel("You are").selectOption({ label: "Dominic Gaukroger – The department, official" });
  // Both see the central channel; the members' channels go.
  await channels.getByRole("link", { name: "hub-leads (Slack side)" }).waitFor({ state: "detached" });
  await channels.getByRole("link", { name: "central-government" }).waitFor();
  await page.reload();
  await channels.getByRole("link", { name: "central-government" }).waitFor();
  assert.equal(await page.getByLabel("You are").inputValue(), OFFICIAL);
});

test("what one says, edits, deletes and reacts to, another sees at once", async () => {
  const [ann, bob] = [await open(HUB_LEAD), await open(OTHER_LEAD)];
  await say(ann, "Has anyone tried bus adverts?");
  await message(bob, "bus adverts").waitFor();

  await choose(bob, "bus adverts", /^React/, "Capture");
  const reaction = message(ann, "bus adverts").getByRole("button", { name: /Capture 1 by Gemma Greaves/ });
  await reaction.waitFor();
  assert.equal(await reaction.getAttribute("aria-pressed"), "false");

  await choose(ann, "bus adverts", /^More/, "Edit message");
  await ann.getByRole("dialog").getByLabel("Message").fill("Has anyone tried tram adverts?");
  await ann.getByRole("button", { name: "Save changes" }).click();
  await message(bob, "tram adverts").getByText("(edited)").waitFor();

  await choose(ann, "tram adverts", /^More/, "Delete message");
  await ann.getByRole("dialog").getByRole("button", { name: "Delete message" }).click();
  await message(bob, "tram adverts").waitFor({ state: "detached" });
});

test("a reply goes into the thread beside the channel", async () => {
  const [ann, bob] = [await open(HUB_LEAD), await open(OTHER_LEAD)];
  await say(ann, "How long is your waiting list?");
  await message(bob, "waiting list").hover();
  await message(bob, "waiting list").getByRole("button", { name: /^Reply/ }).click();
  const reply = bob.getByLabel("Reply in thread");
  await reply.fill("Six weeks <b>at most</b>");
  await reply.press("Enter");
  await message(bob, "Six weeks <b>at most</b>", "#thread").waitFor();
  await message(ann, "waiting list").getByRole("link", { name: /^1 reply/ }).click();
  await message(ann, "Six weeks", "#thread").waitFor();
  assert.equal(await message(ann, "Six weeks").count(), 0);
});

test("a command is chosen from a list and answered to the one who gave it", async () => {
  const [ann, bob] = [await open(HUB_LEAD), await open(OTHER_LEAD)];
  await writing(ann).pressSequentially("/a");
  await ann.getByRole("option", { name: /ask <question>/ }).waitFor();
  await writing(ann).press("ArrowDown");
  await writing(ann).press("Enter");
  assert.equal(await writing(ann).inputValue(), "/ask ");
  await writing(ann).pressSequentially("who pays for trams");
  await writing(ann).press("Enter");
  const answer = message(ann, "You asked: who pays for trams");
  await answer.getByText("Only you can see this").waitFor();
  await say(ann, "Marker after the answer");
  await message(bob, "Marker after the answer").waitFor();
  assert.equal(await bob.getByText("who pays for trams").count(), 0);
  await answer.getByRole("button", { name: "Dismiss" }).click();
  await answer.waitFor({ state: "detached" });
});

test("an unknown command is not posted and keeps its words", async () => {
  const page = await open(HUB_LEAD);
  await say(page, "/lunch today");
  await page.getByRole("alert").getByText("There is no command /lunch.").waitFor();
  assert.equal(await writing(page).inputValue(), "/lunch today");
});

test("an action on a message opens a form, names its mistakes and takes it when mended", async () => {
  const page = await open(HUB_LEAD);
  await say(page, "We rang back the same day");
  await choose(page, "rang back", /^More/, "Save as lesson");
  const form = page.getByRole("dialog", { name: "Save as lesson" });
  await form.getByRole("button", { name: "Save" }).click();
  const summary = form.getByRole("alert");
  await summary.getByText("There is a problem").waitFor();
  assert.equal(await summary.getByRole("link").count(), 3);
  assert.ok(await summary.evaluate((node) => node === document.activeElement));
  await summary.getByRole("link", { name: /tell others/ }).click();
  assert.ok(await form.getByLabel("What would you tell others?").evaluate((node) => node === document.activeElement));

  await form.getByLabel("What happened").fill("We rang back the same day");
  await form.getByLabel("What would you tell others?").fill("Ring back");
  await form.getByLabel("It worked").check();
  await form.getByRole("button", { name: "Save" }).click();
  await summary.getByText("Write a whole sentence, with a full stop").waitFor();
  assert.equal(await form.getByLabel("What happened").inputValue(), "We rang back the same day");
  await form.getByLabel("What would you tell others?").fill("Ring back the same day.");
  await form.getByRole("button", { name: "Save" }).click();
  await message(page, "Your lesson is saved.").waitFor();
  assert.equal(await page.getByRole("dialog").count(), 0);
});

test("a button asks first, then its card is replaced for everybody", async () => {
  const [one, two] = [await open(FACILITATOR, "#/channel/facilitators"), await open("u076", "#/channel/facilitators")];
  const button = one.getByRole("button", { name: "Approve and post" });
  await button.click();
  await one.getByRole("dialog", { name: "Post it to the department?" }).getByRole("button", { name: "Cancel" }).click();
  await button.click();
  await one.getByRole("dialog").getByRole("button", { name: "Approve and post" }).click();
  await two.getByText("Approved and posted.").waitFor();
  assert.equal(await two.getByRole("button", { name: "Approve and post" }).count(), 0);
});

test("a chart says in words what its bars show", async () => {
  const page = await open(FACILITATOR, "#/home");
  await page.getByText("6 or more hubs, rising", { exact: true }).waitFor();
  assert.equal(await page.getByText(/^Data sharing: 6 or more hubs, rising\./).count(), 1);
});

test("a facilitator's desk is a page, and nobody else is led to it", async () => {
  const page = await open(FACILITATOR);
  const desk = page.getByRole("navigation", { name: "Channels" }).getByRole("link", { name: "Your desk" });
  await desk.click();
  await page.getByRole("heading", { name: "Your desk", level: 1 }).waitFor();
  await page.locator(".home-card").getByText("You asked: desk").waitFor();
  assert.equal(await desk.getAttribute("aria-current"), "page");
  await page.getByLabel("You are").selectOption(OFFICIAL);
  await desk.waitFor({ state: "detached" });
});

test("a button on a page changes it in place, and focus stays there", async () => {
  const page = await open(FACILITATOR, "#/home");
  await page.getByRole("button", { name: "Approve and post" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Approve and post" }).click();
  await page.locator(".home-card").getByText("Approved and posted.").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.closest(".home-card") !== null), true);
});

test("a facilitator removes Common Thread from a channel and adds it again", async () => {
  const address = "#/channel/slack-data-and-systems";
  const [one, lead] = [await open(FACILITATOR, address), await open(HUB_LEAD, address)];
  await one.getByRole("button", { name: "Remove Common Thread" }).click();
  await one.getByRole("dialog").getByRole("button", { name: "Remove Common Thread" }).click();
  await lead.getByText("Common Thread is not in this channel").waitFor();
  assert.equal(await lead.getByRole("button", { name: "Add Common Thread" }).count(), 0);
  await one.getByRole("button", { name: "Add Common Thread" }).click();
  await lead.getByText("Common Thread is not in this channel").waitFor({ state: "detached" });
});

test("the clock is moved and the conversation goes on, with new messages counted", async () => {
  const page = await open(HUB_LEAD, "#/channel/slack-water-cooler");
  const before = new Date(await page.locator("#now").getAttribute("datetime"));
  await page.getByRole("button", { name: "Move on +1 week" }).click();
  await page.getByRole("status").getByText(/^It is now/).waitFor();
  const now = new Date(await page.locator("#now").getAttribute("datetime"));
  const moved = (now - before) / 1000 - 7 * 86_400;
  assert.ok(moved >= 0 && moved < 120, `it moved a week and ${moved} s`);
  await page.getByRole("link", { name: /recruitment-and-comms \(Slack side\) \d+ new messages?/ }).waitFor();
});

test("everything can be done by keyboard alone", async () => {
  const page = await open(HUB_LEAD);
  await say(page, "Written by keyboard");
  await message(page, "by keyboard").waitFor();
  await page.reload();
  await message(page, "by keyboard").waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to messages");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("role")), "log");
  const focused = () => page.evaluate(() => document.activeElement.matches("[role=log]") ? "" : document.activeElement.textContent);
  for (let presses = 0; presses < 6 && !(await focused()).includes("Written by keyboard"); presses += 1) {
    await page.keyboard.press("Tab");
    await page.keyboard.press("End");
  }
  await page.keyboard.press("ArrowUp");
  assert.ok(!(await focused()).includes("Written by keyboard"));
  await page.keyboard.press("ArrowDown");
  assert.ok((await focused()).includes("Written by keyboard"));

  while (!(await focused()).startsWith("More")) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await focused(), "Save as lesson");
  await page.keyboard.press("Escape");
  assert.match(await focused(), /^More/);
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowUp");
  assert.equal(await focused(), "Delete message");
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.match(await focused(), /^More/);

  await page.keyboard.press("Shift+Tab");
  assert.match(await focused(), /^Reply/);
  await page.keyboard.press("Enter");
  await page.getByLabel("Reply in thread").waitFor();
  await page.waitForFunction(() => document.activeElement.matches("#thread textarea"));
  await page.keyboard.type("Typed reply");
  await page.keyboard.press("Enter");
  await message(page, "Typed reply", "#thread").waitFor();
  await page.keyboard.press("Escape");
  await page.locator("#thread").waitFor({ state: "hidden" });
  assert.ok((await focused()).includes("Written by keyboard"));
});

test("a link to a reply opens its thread at the reply", async () => {
  const page = await open(HUB_LEAD, "#/message/m0005");
  await page.waitForFunction(() => document.activeElement.id === "thread-m0005");
  await page.getByRole("heading", { level: 1, name: "retention-and-support (Slack side)" }).waitFor();
});

test("the page finds the workspace again after it was killed, with nothing lost", async () => {
  const page = await open(HUB_LEAD);
  await say(page, "Said just before");
  await message(page, "Said just before").waitFor();
  await workspace.kill();
  await page.getByText("The connection was lost. Trying again.").waitFor();
  await say(page, "Said in between");
  await page.getByRole("alert").getByText("The workspace does not answer.").waitFor();
  assert.equal(await writing(page).inputValue(), "Said in between");
  await workspace.start();
  await page.getByText("The connection was lost. Trying again.").waitFor({ state: "hidden", timeout: 20_000 });
  await message(page, "Said just before").waitFor();
  assert.equal(await writing(page).inputValue(), "Said in between");
  await writing(page).press("Enter");
  await message(page, "Said in between").waitFor();
});

for (const [size, viewport, person] of [["wide", WIDE, HUB_LEAD], ["narrow", NARROW, OTHER_LEAD]]) {
  test(`no view has faults that axe can find, nor scrolls sideways (${size})`, async () => {
    const page = await open(person, "#/channel/slack-retention-and-support", viewport);
    await message(page, "makes or breaks it").first().waitFor();
    await check(page, "channel");
    await say(page, "/themes");
    await page.getByText("Only you can see this").first().waitFor();
    await check(page, "private card");
    await writing(page).fill("/");
    await check(page, "commands");
    await writing(page).fill("");
    await choose(page, "makes or breaks it", /^React/, "Lesson");
    await message(page, "makes or breaks it").getByRole("button", { name: /Lesson/ }).waitFor();
    await message(page, "makes or breaks it").getByRole("button", { name: /^More/ }).click();
    await check(page, "menu");
    await page.getByRole("menuitem", { name: "Save as lesson" }).click();
    await check(page, "form");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("There is a problem").waitFor();
    await check(page, "mistakes");
    await page.keyboard.press("Escape");
    await page.goto(`${workspace.address}#/thread/m0003`);
    await page.locator("#thread li.message").first().waitFor();
    await check(page, "thread");
    if (size === "narrow") {
      await page.getByRole("button", { name: "Channels" }).click();
      await check(page, "channels");
    }
    await page.goto(`${workspace.address}#/home`);
    await page.getByRole("heading", { name: "Your page" }).waitFor();
    await check(page, "home");
  });
}

async function check(page, view) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  const found = violations.map(({ id, nodes }) => `${view}: ${id} at ${nodes.map((node) => node.target).join("; ")}`);
  assert.deepEqual(found, []);
  const { scroll, width } = await page.evaluate(() => ({ scroll: document.documentElement.scrollWidth, width: innerWidth }));
  assert.ok(scroll <= width, `${view} is ${scroll} px wide in a window of ${width}`);
}
