// The whole program as people meet it in Slack: `commonthread run`, its database and its model,
// against local-slack, over HTTP and in Socket Mode.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ANN, BOB, GENERAL, LocalSlack, WAYS } from "./local_slack.mjs";
import { Program, freePort, until } from "./programs.mjs";

const SETUP = `
programmes:
  - {slug: fostering-hubs, name: Fostering hubs}
communities:
  - {slug: fostering, name: Fostering hubs, programme: fostering-hubs}
hubs:
  - {slug: north, name: North hub, programme: fostering-hubs}
  - {slug: south, name: South hub, programme: fostering-hubs}
channels:
  - {platform: slack, tenant: T01TEST, conversation: ${GENERAL}, name: general,
      community: fostering, purpose: community, capture: yes}
people:
  - {name: Ann, hub: north, accounts: [{platform: slack, tenant: T01TEST, user: ${ANN}}],
      roles: {fostering: member}}
  - {name: Bob, hub: south, accounts: [{platform: slack, tenant: T01TEST, user: ${BOB}}],
      roles: {fostering: member}}
`;
const QUESTION = "Where do you find rooms for the training of new foster carers?";
const ANSWER = "We use the rooms of our libraries in the evening, they cost us nothing";

for (const way of WAYS) {
  describe(`The whole program, ${way}`, () => {
    let slack, program, root, reply;

    before(async () => {
      const port = await freePort();
      slack = new LocalSlack(await freePort(), way, `http://127.0.0.1:${port}/slack/events`);
      await slack.start();
      program = new Program(port, slack.environment);
      await program.setUp(SETUP);
      await program.start();
      if (way === "socket") await slack.connected();
    });

    after(() => {
      program?.end();
      slack?.end();
    });

    // Asks until what was just said has been understood, and returns the answer.
    async function askUntil(user, words) {
      return until(async () => {
        const before = (await slack.messages()).length;
        await slack.command(user, "/ask", QUESTION);
        const answer = await until(async () =>
          (await slack.messages()).slice(before).find((message) => message.ephemeral_to === user),
        );
        return words(JSON.stringify(answer.blocks)) && answer;
      }, 30);
    }

    test("a channel is told what is kept in it", async () => {
      const found = await until(async () =>
        (await slack.messages()).find((message) => JSON.stringify(message).includes("how to stop me")),
      );
      assert.ok(found.text);
    });

    test("an earlier answer is brought back privately, with a link to it", async () => {
      root = await slack.say(QUESTION);
      reply = await slack.say(ANSWER, { user: BOB, thread_ts: root.ts });
      const answer = await askUntil(ANN, (blocks) => blocks.includes(ANSWER));
      assert.match(JSON.stringify(answer.blocks), new RegExp(`p${reply.ts.replace(".", "")}`));
    });

    test("a question is put before the network by a button", async () => {
      await slack.command(BOB, "/ask", "Who has tried paying for adverts on buses?");
      const answer = await slack.whisperedTo(BOB, "Who has tried paying for adverts on buses?");
      await slack.press(BOB, answer, "Ask the network");
      await until(async () =>
        (await slack.messages()).some(
          (message) =>
            message.subtype !== "ephemeral" &&
            message.bot_id &&
            JSON.stringify(message.blocks).includes("adverts on buses"),
        ),
      );
    });

    test("a lesson is saved by a form", async () => {
      await slack.command(BOB, "/lesson", "Libraries lend their rooms for nothing if you ask early.");
      await until(() => slack.views.length === 1);
      const [view] = slack.views;
      const values = Object.fromEntries(
        view.blocks
          .filter((block) => block.type === "input")
          .map((block) => [block.block_id, { [block.element.action_id]: filledIn(block.element) }]),
      );
      slack.submit(BOB, values);
      await until(() => slack.views.length === 0);
      await slack.command(ANN, "/find", "libraries lend rooms");
      await slack.whisperedTo(ANN, "Libraries lend their rooms for nothing");
    });

    test("the home is the person's own", async () => {
      await slack.control("open-home", { user: BOB });
      await until(() => JSON.stringify(slack.homes[BOB] ?? "").includes("South hub"));
    });

    test("what is deleted is brought back no more", async () => {
      await slack.control("delete-message", { channel: GENERAL, ts: reply.ts, user: BOB });
      await askUntil(ANN, (blocks) => !blocks.includes(ANSWER));
    });

    test("nobody's words are in the log", () => {
      const log = program.log();
      assert.match(log, /Common Thread is running/);
      for (const words of ["libraries", "adverts on buses", "foster carers"]) {
        assert.ok(!log.toLowerCase().includes(words), `"${words}" is in the log`);
      }
    });
  });
}

// Fills a field in as a person in a hurry would: with what it offers first.
function filledIn(element) {
  const [option] = element.options ?? [];
  if (element.type === "plain_text_input") {
    return { type: element.type, value: element.initial_value ?? "Ask for rooms early." };
  }
  if (element.type === "checkboxes") {
    return { type: element.type, selected_options: element.initial_options ?? [] };
  }
  return { type: element.type, selected_option: element.initial_option ?? option };
}
