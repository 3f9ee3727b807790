// The Slack adapter against local-slack, over HTTP with signatures and in Socket Mode.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { ANN, GENERAL, LocalSlack, TOKENS, freePort, until } from "./local_slack.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const OWN = join(ROOT, ".venv/bin/python");
const PYTHON = process.env.PYTHON ?? (existsSync(OWN) ? OWN : "python3");
const WAYS_IN = {
  events: { SLACK_SIGNING_SECRET: TOKENS.secret },
  socket: { SLACK_APP_TOKEN: TOKENS.app },
};

async function startBot(port, slack, way) {
  const program = spawn(PYTHON, ["-m", "tests.clients.slack_server", String(port)], {
    cwd: ROOT,
    env: {
      ...process.env,
      SLACK_BOT_TOKEN: TOKENS.bot,
      SLACK_API_URL: `${slack.address}/api/`,
      ...WAYS_IN[way],
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((resolve, reject) => {
    program.stdout.once("data", resolve);
    program.once("exit", (code) => reject(new Error(`the bot ended with ${code}`)));
  });
  return program;
}

for (const way of Object.keys(WAYS_IN)) {
  describe(`Slack, ${way}`, () => {
    let slack, bot, address;

    before(async () => {
      const port = await freePort();
      address = `http://127.0.0.1:${port}`;
      slack = new LocalSlack(await freePort(), way, `${address}/slack/events`);
      await slack.start();
      bot = await startBot(port, slack, way);
      if (way === "socket") await until(async () => (await log()).some((entry) => entry.includes("hello")));
    });

    after(() => {
      bot?.kill("SIGKILL");
      slack?.end();
    });

    async function log() {
      const { log } = await (await fetch(`${slack.address}/_control/log`)).json();
      return log.map((entry) => JSON.stringify(entry));
    }

    async function told(kind, count = 1) {
      const found = await until(async () => {
        const events = await (await fetch(`${address}/told`)).json();
        const ofKind = events.filter((event) => event.kind === kind);
        return ofKind.length >= count && ofKind;
      });
      return found.at(-1);
    }

    async function whispered(words) {
      return until(async () =>
        (await slack.messages()).find(
          (message) => message.subtype === "ephemeral" && JSON.stringify(message).includes(words),
        ),
      );
    }

    test("messages, replies, edits, deletions and reactions are told", async () => {
      const root = await slack.say("Where do you find <rooms> & vans? <https://example.org|guide>");
      const posted = await told("message_posted");
      assert.equal(posted.message_id, root.ts);
      assert.equal(posted.who.user_id, ANN);

      const reply = await slack.say("In libraries", { thread_ts: root.ts });
      assert.equal((await told("message_posted", 2)).where.thread, root.ts);

      await slack.control("edit-message", { channel: GENERAL, ts: reply.ts, user: ANN, text: "In schools" });
      assert.equal((await told("message_edited")).text, "In schools");

      await slack.control("reaction", { channel: GENERAL, ts: root.ts, user: ANN, name: "bulb" });
      assert.equal((await told("reaction_added")).reaction, "lesson");

      await slack.control("delete-message", { channel: GENERAL, ts: reply.ts, user: ANN });
      assert.equal((await told("message_deleted")).message_id, reply.ts);
    });

    test("a command is answered privately", async () => {
      await slack.control("command", { channel: GENERAL, user: ANN, command: "/ask", text: "a payload?" });
      const answer = await whispered("You asked: a payload?");
      assert.equal(answer.ephemeral_to, ANN);
      assert.equal((await told("command_given")).who.name, "ann");
    });

    test("a form says what to mend, keeps what was typed and is then taken", async () => {
      await slack.control("command", { channel: GENERAL, user: ANN, command: "/lesson", text: "" });
      await until(() => slack.views.length === 1);
      slack.submit({ advice: { value: { type: "plain_text_input", value: "Ring back" } } });
      await until(() => slack.errors.advice === "End with a stop");
      assert.equal(slack.views.length, 1);
      slack.submit({ advice: { value: { type: "plain_text_input", value: "Ring back." } } });
      await whispered("Saved.");
      await until(() => slack.views.length === 0);
      const form = await told("form_submitted", 2);
      assert.deepEqual([form.form, form.context, form.values], ["lesson", "m1", { advice: "Ring back." }]);
      assert.equal(form.where.conversation, GENERAL);
    });

    test("a card and its picture are posted, and a button replaces the card", async () => {
      const response = await fetch(`${address}/post`, {
        method: "POST",
        body: JSON.stringify({ conversation: GENERAL }),
      });
      const [card] = await response.json();
      const messages = await slack.messages();
      const shown = messages.find((message) => message.ts === card.message_id);
      assert.equal(shown.text, "A card with everything in it");
      assert.equal(messages.filter((message) => message.files?.length === 1).length, 1);

      const [button] = shown.blocks.find((block) => block.type === "actions").elements;
      await slack.control("interact", {
        channel: GENERAL,
        messageTs: card.message_id,
        user: ANN,
        action: { type: "button", action_id: button.action_id, value: button.value },
      });
      assert.equal((await told("button_pressed")).value, "7");
      await until(async () => JSON.stringify(await slack.messages()).includes("approve by ann"));
    });

    test("a card is posted to a person", async () => {
      await fetch(`${address}/post`, { method: "POST", body: JSON.stringify({ user_id: ANN }) });
      const { channels } = await (await fetch(`${slack.address}/_control/state`)).json();
      const chat = channels.find((channel) => channel.is_im);
      assert.ok((await slack.messages(chat.id)).length >= 2);
    });

    test("the home shows the caller's own view", async () => {
      await slack.control("open-home", { user: ANN });
      await until(() => JSON.stringify(slack.homes[ANN] ?? "").includes("The page of ann"));
    });

    test("our own messages are not told back to us", async () => {
      const events = await (await fetch(`${address}/told`)).json();
      assert.ok(events.every((event) => event.who.user_id === ANN));
    });
  });
}
