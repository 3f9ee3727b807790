// The Slack adapter against local-slack, over HTTP with signatures and in Socket Mode.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ANN, GENERAL, LocalSlack, WAYS } from "./local_slack.mjs";
import { freePort, python, saidSomething, until } from "./programs.mjs";

for (const way of WAYS) {
  describe(`The Slack adapter, ${way}`, () => {
    let slack, bot, address;

    before(async () => {
      const port = await freePort();
      address = `http://127.0.0.1:${port}`;
      slack = new LocalSlack(await freePort(), way, `${address}/slack/events`);
      await slack.start();
      bot = python(["tests.clients.slack_server", String(port)], slack.folder, slack.environment);
      await saidSomething(bot);
      if (way === "socket") await slack.connected();
    });

    after(() => {
      bot?.kill("SIGKILL");
      slack?.end();
    });

    async function told(kind, count = 1) {
      const found = await until(async () => {
        const events = await (await fetch(`${address}/told`)).json();
        const ofKind = events.filter((event) => event.kind === kind);
        return ofKind.length >= count && ofKind;
      });
      return found.at(-1);
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
      await slack.command(ANN, "/ask", "a payload?");
      await slack.whisperedTo(ANN, "You asked: a payload?");
      assert.equal((await told("command_given")).who.name, "ann");
    });

    test("a form says what to mend, keeps what was typed and is then taken", async () => {
      await slack.command(ANN, "/lesson");
      await until(() => slack.views.length === 1);
      slack.submit(ANN, { advice: { value: { type: "plain_text_input", value: "Ring back" } } });
      await until(() => slack.errors.advice === "End with a stop");
      assert.equal(slack.views.length, 1);
      slack.submit(ANN, { advice: { value: { type: "plain_text_input", value: "Ring back." } } });
      await slack.whisperedTo(ANN, "Saved.");
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

      await slack.press(ANN, shown, "Approve");
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
