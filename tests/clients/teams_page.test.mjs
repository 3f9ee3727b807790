// The Agents Playground's own page, in a real Chromium: what a person sees and does in Teams.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchBrowser } from "./browser.mjs";
import { Playground } from "./playground.mjs";
import { Program, freePort } from "./programs.mjs";
import { ANN, GENERAL, TENANT } from "./teams_world.mjs";

const SETUP = `
programmes:
  - {slug: fostering-hubs, name: Fostering hubs}
communities:
  - {slug: fostering, name: Hub leads, programme: fostering-hubs}
channels:
  - {platform: teams, tenant: ${TENANT}, conversation: "${GENERAL}", name: General,
      community: fostering, purpose: community, capture: no}
people:
  - {name: Ann Hughes, accounts: [{platform: teams, tenant: ${TENANT}, user: ${ANN.id}}],
      roles: {fostering: facilitator}}
`;
const LESSON = "Libraries lend their rooms for nothing.";
const OTHER = "Halls cost us forty pounds an evening.";

let teams, program, browser, page;

before(async () => {
  const port = await freePort();
  teams = new Playground(await freePort(), port);
  await teams.start();
  program = new Program(port, teams.environment);
  await program.setUp(SETUP);
  await program.start();
  browser = await launchBrowser();
  page = await (await browser.newContext({ viewport: { width: 1100, height: 1200 } })).newPage();
  await page.goto(teams.address);
});

after(async () => {
  await browser?.close();
  program?.end();
  teams?.end();
});

// Types a command and returns the card with the words in it that it is answered with.
async function type(command, words) {
  const box = page.locator("[role=textbox][contenteditable=true]");
  await box.click();
  await box.pressSequentially(command);
  await box.press("Enter");
  const card = page.locator(".ac-adaptiveCard", { hasText: words });
  await card.waitFor();
  return card;
}

test("when it is added, it says what it keeps and how to stop it", async () => {
  await page.getByText("/mydata").first().waitFor();
});

test("a lesson is saved as the form is filled in, within ten seconds of the command", async () => {
  const began = performance.now();
  const form = await type(`/lesson ${LESSON}`, "What would you tell others?");
  assert.equal(await form.getByLabel("What happened").inputValue(), LESSON);
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText("Lesson saved").last().waitFor();
  assert.ok(performance.now() - began < 10_000);
});

test("a form says what is missing", async () => {
  const form = await type(`/lesson ${OTHER}`, OTHER);
  await form.getByLabel("What would you tell others?").fill("");
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText("Fill this in: What would you tell others").waitFor();
  await form.getByLabel("What would you tell others?").fill("Ask the libraries early.");
  await form.getByRole("radio", { name: "It worked" }).click();
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText("Lesson saved").last().waitFor();
});

test("what can't be undone is asked about first", async () => {
  const held = await type("/mydata", "What is held about you");
  await held.getByRole("button", { name: "Forget me" }).click();
  await held.getByText("It can't be undone").waitFor();
  assert.equal(await held.getByRole("button", { name: "Forget me" }).count(), 2);
  await held.getByRole("button", { name: "Forget me" }).last().click();
  await page.getByText("You are forgotten").waitFor();
});
