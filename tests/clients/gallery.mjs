// Takes the pictures of docs/cards.md: every card and form, in a Slack and in a Teams side by side.
//
// Run by hand, `npm run gallery [PICTURE ...]`, after a card has changed.

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { launchBrowser } from "./browser.mjs";
import { ANN, LocalSlack } from "./local_slack.mjs";
import { Playground } from "./playground.mjs";
import { PYTHON, ROOT, freePort, python, saidSomething } from "./programs.mjs";
import { PERSONAL } from "./teams_world.mjs";

const DOCS = join(ROOT, "docs");
const FOLDER = join(DOCS, "images/cards");
const INTRODUCTION = `# Every card and form

What people see of Common Thread in Slack and in Microsoft Teams, side by side. The people, hubs and
words are invented. On Slack a form opens as a window of its own; on Teams as a dialog, or in the
chat after a typed command, as here.

The pictures are taken by \`npm run gallery\` (in \`tests/clients\`) from the cards that the program makes,
posted by its own adapters to [local-slack](https://www.npmjs.com/package/local-slack-linux-x64) and to
Microsoft's 365 Agents Playground; both look like the real thing, and neither is it.
`;

// What is in the way of a picture; and lines end where they do in Slack.
const TIDY = `.sidebar, .msg-hover-actions { display: none !important } .plain { white-space: pre-wrap } .msg-body { padding: 12px }`;

class SlackPictures {
  async open(browser, port, slack) {
    this.slack = slack;
    this.page = await (await browser.newContext({ viewport: { width: 590, height: 2400 } })).newPage();
    await this.page.goto(slack.address);
    await this.page.addStyleTag({ content: TIDY });
  }

  async take({ text, kind }) {
    const messages = this.page.locator(".msg");
    const before = await messages.count();
    await this.slack.command(ANN, "/lesson", text);
    if (kind === "form") {
      const modal = this.page.locator(".modal");
      const picture = await modal.screenshot();
      await modal.getByRole("button", { name: "Cancel" }).click();
      return [picture];
    }
    await messages.nth(before).waitFor();
    await settled(this.page, messages);
    const fresh = (await messages.all()).slice(before);
    return Promise.all(fresh.map((message) => message.locator(".msg-body").screenshot()));
  }
}

class TeamsPictures {
  async open(browser, playground) {
    this.playground = playground;
    this.page = await (await browser.newContext({ viewport: { width: 1000, height: 2400 } })).newPage();
    await this.page.goto(playground.address);
    await this.page.getByRole("textbox").first().waitFor();
  }

  async take({ text }) {
    const cards = this.page.locator(".ac-adaptiveCard");
    const before = await cards.count();
    await this.playground.type(PERSONAL, `/lesson ${text}`);
    await cards.nth(before).waitFor();
    await settled(this.page, cards);
    const fresh = (await cards.all()).slice(before);
    const pictures = [];
    for (const card of fresh) pictures.push(await card.screenshot());
    return pictures;
  }
}

// Waits until no more of them come.
async function settled(page, locator) {
  for (let count = 0; count !== (await locator.count()); ) {
    count = await locator.count();
    await page.waitForTimeout(700);
  }
}

const image = (data) => `<img src="data:image/png;base64,${data.toString("base64")}">`;
const cell = (pictures) => `<td>${pictures.map(image).join("<br>")}</td>`;

async function compose(browser, rows, path) {
  const page = await browser.newPage({ viewport: { width: 1080, height: 200 } });
  await page.setContent(`
    <style>
      body { margin: 0; font: 15px sans-serif; background: #fff } table { border-spacing: 12px; width: 1080px }
      th { text-align: left; width: 50% } td { vertical-align: top } img { max-width: 510px; border: 1px solid #ddd }
    </style>
    <table><tr><th>Slack<th>Microsoft Teams</tr>
    ${rows.map(([slack, teams]) => `<tr>${cell(slack)}${cell(teams)}</tr>`).join("")}</table>`);
  await page.locator("table").screenshot({ path });
  await page.close();
}

const port = await freePort();
const slack = new LocalSlack(await freePort(), "events", `http://127.0.0.1:${port}/slack/events`);
const playground = new Playground(await freePort(), port);
let server, browser;
try {
  await slack.start();
  const settings = { ...slack.environment, ...playground.environment, COMMONTHREAD_PORT: String(port) };
  server = python(["tests.clients.gallery_server", String(port)], slack.folder, settings);
  await saidSomething(server);
  await playground.start();
  browser = await launchBrowser();
  const [onSlack, onTeams] = [new SlackPictures(), new TeamsPictures()];
  await onSlack.open(browser, port, slack);
  await onTeams.open(browser, playground);
  const gallery = await (await fetch(`http://127.0.0.1:${port}/gallery`)).json();
  const wanted = process.argv.slice(2);
  mkdirSync(FOLDER, { recursive: true });
  for (const picture of gallery) {
    if (wanted.length && !wanted.includes(picture.name)) continue;
    const rows = [];
    for (const example of picture.examples) rows.push([await onSlack.take(example), await onTeams.take(example)]);
    const path = join(FOLDER, `${picture.name}.png`);
    await compose(browser, rows, path);
    execFileSync(PYTHON, ["-m", "tests.gallery.shrink", path], { cwd: ROOT });
    console.log(path);
  }
  const pages = gallery.map(
    ({ name, title, about }) => `## ${title}\n\n${about}\n\n![${title}, on Slack and on Teams](images/cards/${name}.png)\n`,
  );
  writeFileSync(join(DOCS, "cards.md"), [INTRODUCTION, ...pages].join("\n"));
} finally {
  await browser?.close();
  server?.kill("SIGKILL");
  playground.end();
  slack.end();
}
