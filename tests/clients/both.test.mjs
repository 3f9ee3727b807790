// One community on two platforms at once: the sample conversation, played through local-slack and
// through the Agents Playground at the same time, as it is split between them.
//
// The test plays the first four weeks, a third of it; `npm run both` plays all twelve.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { cardWords } from "./adaptive_card.mjs";
import { BOT, LocalSlack } from "./local_slack.mjs";
import { Playground, messageWords } from "./playground.mjs";
import { PYTHON, Program, ROOT, freePort, until } from "./programs.mjs";
import {
  SLACK_ANN,
  SLACK_CATH,
  SLACK_CENTRAL,
  SLACK_DESK,
  lines,
  setUp,
  slackChannel,
  slackUser,
  slackWorkspace,
  teamsUser,
} from "./sample.mjs";
import { ANN, CATH, CENTRAL, DESK, GENERAL, PERSONAL } from "./teams_world.mjs";

const UNTIL = process.env.PLAY === "all" ? "9999" : "2026-08-03";
const PATIENCE = 240;
const FACILITATOR = "u075";
const played = lines.filter((line) => line.ts < UNTIL);
const of = (platform) => played.filter((line) => line.platform === platform);

describe("One community on Slack and on Teams", () => {
  let slack, teams, program;
  // From the sample's ids to the platforms' own, as "slack 17954..." or "teams 17954...".
  const ids = new Map();

  before(async () => {
    const port = await freePort();
    slack = new LocalSlack(await freePort(), "events", `http://127.0.0.1:${port}/slack/events`, slackWorkspace(BOT));
    teams = new Playground(await freePort(), port);
    await Promise.all([slack.start(), teams.start()]);
    program = new Program(port, { ...slack.environment, ...teams.environment, ...calendar(3) });
    await program.setUp(setUp());
    await program.start();
  });

  after(() => {
    program?.end();
    teams?.end();
    slack?.end();
  });

  const kept = () => {
    const file = join(program.folder, "var/commonthread.db");
    return JSON.parse(execFileSync(PYTHON, ["-m", "tests.clients.kept", file], { cwd: ROOT }));
  };

  async function sayInSlack({ id, channel, author, thread, text }) {
    const root = thread ? { thread_ts: ids.get(thread).split(" ")[1] } : {};
    const said = await slack.say(text, { channel: slackChannel(channel), user: slackUser(author), ...root });
    ids.set(id, `slack ${said.ts}`);
  }

  async function sayInTeams({ id, author, thread, text }) {
    const root = thread ? { thread: ids.get(thread).split(" ")[1] } : {};
    const said = await teams.say(teamsUser(author), GENERAL, text, root);
    ids.set(id, `teams ${said.id}`);
  }

  async function play(platform, say) {
    for (const line of of(platform)) await say(line);
  }

  test("capture is switched on in the Teams channel, as it is on Slack", async () => {
    for (const place of [GENERAL, DESK, CENTRAL, PERSONAL]) await teams.install(place);
    await teams.type(GENERAL, "/commonthread");
    const help = await teams.showing(PERSONAL, "Set up this channel");
    const form = await teams.press(ANN, help, "Set up this channel");
    await teams.send(ANN, form, { purpose: "community", capture: "on" });
    await teams.showing(GENERAL, "how to stop me");
  });

  test("what is said on both is kept, and what was said on both counts once", async () => {
    await Promise.all([play("slack", sayInSlack), play("teams", sayInTeams)]);
    await until(() => new Promise((resolve) => setTimeout(() => resolve(kept().waiting === 0), 500)), PATIENCE);
    const { kept: counts, twins } = kept();
    assert.deepEqual(counts, { slack: of("slack").length, teams: of("teams").length });
    const pair = (...two) => two.sort().join(" = ");
    const found = twins.map(([one, id, other, otherId]) => pair(`${one} ${id}`, `${other} ${otherId}`));
    const meant = played.filter((line) => line.dup_of).map((line) => pair(ids.get(line.id), ids.get(line.dup_of)));
    assert.deepEqual(found.sort(), meant.sort());
  });

  test("there is one set of themes, and both platforms show it", async () => {
    await program.stop();
    await program.command(["group"]);
    const shared = Object.values(kept().themes).filter((theme) => theme.slack && theme.teams);
    assert.ok(shared.length >= 5, `${shared.length} themes are spoken of on both`);
  });

  test("the summary is drafted for both desks, approved on Teams, and read on both", async () => {
    await program.start();
    await teams.type(PERSONAL, "/commonthread draft");
    // A long draft has several parts; the last has the buttons.
    const draft = await until(() => teams.shown(DESK).findLast((part) => JSON.stringify(part).includes("summary_approve")));
    await until(async () => JSON.stringify(await slack.messages(SLACK_DESK)).includes("Draft summary"));
    assert.equal(teams.shown(CENTRAL).length, 0);

    const approved = await teams.press(ANN, draft, "Approve");
    assert.match(JSON.stringify(approved.card), /Approved by Ann Hughes/);
    const summary = await teams.showing(CENTRAL, "1. What we ask of you");
    await until(async () => (await slack.messages(SLACK_CENTRAL)).some((message) => message.files?.length));
    const card = (await slack.messages(SLACK_CENTRAL)).find((one) => slackWords(one).includes("What we ask of you"));
    const themes = [...slackWords(card).matchAll(/\*([^*\n]+)\*: (.+)/g)];
    assert.ok(themes.length >= 1);
    for (const [, label, sentence] of themes) assert.ok(messageWords(summary).includes(`${label}: ${sentence}`));
    assert.match(messageWords(summary), /(3 to 5|6 or more) hubs/);
  });

  // Types a command on Slack and returns the private answer with the words in it.
  async function onSlack(user, command, words) {
    const before = (await slack.messages(SLACK_DESK)).length;
    await slack.control("command", { channel: SLACK_DESK, user, command, text: "" });
    return privately(user, words, before);
  }

  function privately(user, words, before = 0) {
    return until(async () =>
      (await slack.messages(SLACK_DESK))
        .slice(before)
        .find((one) => one.ephemeral_to === user && slackWords(one).includes(words)),
    );
  }

  test("both platforms list the same themes", async () => {
    await teams.type(PERSONAL, "/themes");
    const onTeams = messageWords(await teams.showing(PERSONAL, "Themes of Fostering hubs"));
    const answer = await onSlack(slackUser(FACILITATOR), "/themes", "hubs");
    const listed = [...slackWords(answer).matchAll(/\*(.+?)\*: (\d+ hubs)/g)];
    assert.ok(listed.length >= 5);
    for (const [, label, hubs] of listed) assert.ok(onTeams.includes(`${label}: ${hubs}`), label);
  });

  test("a person's accounts are linked by a code, and unlinked", async () => {
    const held = await onSlack(SLACK_ANN, "/mydata", "held about you");
    await slack.press(SLACK_ANN, held, "Link my other account", SLACK_DESK);
    const [code] = slackWords(await privately(SLACK_ANN, "Your code is")).match(/[A-Z0-9]{4}-[A-Z0-9]{4}/);
    await teams.type(PERSONAL, "/mydata");
    const mine = await teams.showing(PERSONAL, "What is held about you");
    await teams.press(ANN, mine, "Link my other account");
    const asked = await teams.showing(PERSONAL, "Type a code");
    const form = await teams.press(ANN, asked, "Type a code");
    const wrong = await teams.send(ANN, form, { code: "AAAA-AAAA" });
    assert.match(cardWords(wrong.card), /There is a problem/);
    const linked = await teams.send(ANN, wrong, { code });
    assert.match(cardWords(linked.card), /are linked: you now count as one person/);

    const both = await onSlack(SLACK_ANN, "/mydata", "Your linked accounts");
    assert.match(slackWords(both), /Ann Hughes/);
    await slack.press(SLACK_ANN, both, "Unlink Teams", SLACK_DESK);
    await privately(SLACK_ANN, "Unlinked.");
  });

  test("accounts with the same e-mail address are linked, where both platforms vouch for it", async () => {
    const [{ channel }] = of("slack");
    await until(async () => {
      await slack.say("Good morning all", { channel: slackChannel(channel), user: SLACK_CATH });
      await teams.say(CATH, GENERAL, "And good evening");
      const held = await onSlack(SLACK_CATH, "/mydata", "held about you");
      return slackWords(held).includes("Your linked accounts");
    });
    await teams.whispered(CATH, "I have linked your Teams and Slack accounts");
  });
});

// Returns the words of a Slack message, marked as Slack marks them.
function slackWords({ blocks }) {
  const words = (part) => (typeof part?.text === "string" ? [part.text] : Object.values(part ?? {}).flatMap(of));
  const of = (part) => (part && typeof part === "object" ? words(part) : []);
  return words(blocks).join("\n");
}

// Returns settings by which the week ended with the minute that began last, or does so many days on.
function calendar(days = 0) {
  // Times from one to two at night are refused, because of summer time.
  const shift = new Date().getUTCHours() === 1 ? 3 : 0;
  const there = new Date(Date.now() + shift * 3_600_000 + days * 86_400_000);
  const weekday = there.toLocaleDateString("en-GB", { weekday: "long", timeZone: "UTC" });
  return {
    COMMONTHREAD_TIMEZONE: shift ? "Etc/GMT-3" : "Etc/UTC",
    COMMONTHREAD_SUMMARY_WEEKDAY: weekday.toLowerCase(),
    COMMONTHREAD_SUMMARY_TIME: there.toISOString().slice(11, 16),
  };
}
