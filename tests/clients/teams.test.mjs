// The whole program as people meet it in Microsoft Teams: `commonthread run`, its database and its
// model, against Microsoft's 365 Agents Playground.
//
// What the Playground can't do is tested elsewhere: deleting a message of ours (it never answers
// that), tokens (it sends none), Microsoft Graph, and requests that fail or are slow. Dialogs that a
// message's button opens are asked for here as Teams does it; the Playground's page knows none.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { cardWords, fields } from "./adaptive_card.mjs";
import { Playground, messageWords } from "./playground.mjs";
import { Program, freePort, until } from "./programs.mjs";
import { ANN, BOB, BOT, CATH, DESK, DEV, ELIN, GENERAL, PERSONAL, TENANT } from "./teams_world.mjs";

const person = ({ name, id }, hub, role) =>
  `  - {name: ${name}, hub: ${hub}, accounts: [{platform: teams, tenant: ${TENANT}, user: ${id}}],
      roles: {fostering: ${role}}}`;
const SETUP = `
programmes:
  - {slug: fostering-hubs, name: Fostering hubs}
communities:
  - {slug: fostering, name: Hub leads, programme: fostering-hubs}
hubs:
  - {slug: north, name: North hub, programme: fostering-hubs}
  - {slug: south, name: South hub, programme: fostering-hubs}
people:
${person(ANN, "north", "facilitator")}
${person(BOB, "south", "member")}
${person(CATH, "north", "member")}
`;
const QUESTION = "Where do you find rooms for the training of new foster carers?";
const ANSWER = "We use the rooms of our libraries in the evening, they cost us nothing";
const EDITED = "We use the halls of our schools in the evening, they cost us nothing";
const LESSON = "Libraries lend their rooms for nothing if you ask early.";

describe("The whole program in Teams", () => {
  let teams, program, root, reply;

  before(async () => {
    const port = await freePort();
    teams = new Playground(await freePort(), port);
    await teams.start();
    program = new Program(port, teams.environment);
    await program.setUp(SETUP);
    await program.start();
  });

  after(() => {
    program?.end();
    teams?.end();
  });

  // Types a command to the bot in Ann's own chat, and waits for the answer with the words in it.
  async function answered(command, words) {
    const before = teams.shown(PERSONAL).length;
    await teams.type(PERSONAL, command);
    return until(() => teams.shown(PERSONAL).slice(before).find((one) => messageWords(one).includes(words)));
  }

  // Asks until what was just said has been understood.
  async function askUntil(holds) {
    return until(async () => {
      const answer = await answered(`/ask ${QUESTION}`, "You asked:");
      return holds(JSON.stringify(answer.card)) && answer;
    }, 30);
  }

  test("when it is added, it says that nothing is kept yet", async () => {
    await teams.install(GENERAL);
    await teams.showing(GENERAL, "I keep nothing here yet");
  });

  test("a command by mention is answered in private, and the channel sees only where", async () => {
    const asked = await teams.type(GENERAL, "/commonthread");
    await teams.showing(PERSONAL, "What you can type");
    const note = await teams.showing(GENERAL, "I have answered you in our private chat.");
    assert.equal(note.thread, asked.id);
    assert.ok(teams.shown(GENERAL).every((one) => !messageWords(one).includes("What you can type")));
  });

  test("a channel is set up by a dialog that says what to mend, and is told what is kept", async () => {
    const help = await teams.showing(PERSONAL, "Set up this channel");
    const form = await teams.press(ANN, help, "Set up this channel");
    assert.equal(form.title, "Set up this channel");
    const again = await teams.send(ANN, form, { purpose: "facilitators", capture: "on" });
    assert.match(cardWords(again.card), /Error: Only community channels can be captured/);
    assert.equal(fields(again.card).find(({ id }) => id === "purpose").value, "facilitators");
    const saved = await teams.send(ANN, again, { purpose: "community", capture: "on" });
    assert.match(cardWords(saved.card), /This channel is set up/);
    await teams.showing(GENERAL, "how to stop me");
  });

  test("a group chat is set up from a private answer to who asked there", async () => {
    await teams.install(DESK);
    await teams.type(DESK, "/commonthread");
    await teams.showing(DESK, "I have answered you in our private chat.");
    const help = await teams.showing(PERSONAL, "Set up this channel");
    const form = await teams.press(ANN, help, "Set up this channel");
    const saved = await teams.send(ANN, form, { purpose: "facilitators" });
    assert.match(cardWords(saved.card), /Purpose Facilitators/);
    await teams.type(DESK, "/commonthread");
    await teams.showing(PERSONAL, "Purpose Facilitators");
  });

  test("who joins is told in private what is kept", async () => {
    await teams.join(ELIN, GENERAL);
    await teams.whispered(ELIN, "is captured");
  });

  test("an earlier answer is brought back privately, with a link to it", async () => {
    root = await teams.say(BOB, GENERAL, QUESTION);
    reply = await teams.say(CATH, GENERAL, ANSWER, { thread: root.id });
    const answer = await askUntil((card) => card.includes(ANSWER));
    assert.match(JSON.stringify(answer.card), new RegExp(`/${reply.id}\\?[^"]*parentMessageId=${root.id}`));
  });

  test("an edit is followed", async () => {
    await teams.edit(reply, EDITED);
    await askUntil((card) => card.includes(EDITED) && !card.includes(ANSWER));
  });

  test("a reaction is answered in the person's own chat, and its button opens the form there", async () => {
    await teams.react(CATH, reply, "1f4a1_lightbulb");
    const asked = await teams.whispered(CATH, "You marked this message as a lesson");
    const form = await teams.press(CATH, asked, "Add what you'd tell others");
    assert.equal(fields(form.card).find(({ id }) => id === "what_happened").value, EDITED);
  });

  test("a lesson is saved from a message's menu by a form that is filled in with it", async () => {
    const form = await teams.act(CATH, { ...reply, text: EDITED }, "save_as_lesson");
    assert.equal(fields(form.card).find(({ id }) => id === "what_happened").value, EDITED);
    const again = await teams.send(CATH, form, { recommendation: "   ", worked: "yes" });
    assert.match(cardWords(again.card), /There is a problem/);
    const saved = await teams.send(CATH, again, { recommendation: "Ask the schools for their halls." });
    assert.match(cardWords(saved.card), /Lesson saved/);
    await answered("/find schools halls", "Ask the schools for their halls.");
  });

  test("the other actions of a message's menu do what they say", async () => {
    const asked = await teams.say(BOB, GENERAL, "Who has tried paying for adverts on buses?");
    const replied = await teams.say(CATH, GENERAL, "We have, for a month.", { thread: asked.id });
    const says = async (user, message, command, words) =>
      assert.match(cardWords((await teams.act(user, message, command)).card), words);
    await says(BOB, asked, "capture_as_question", /Kept as a question/);
    await says(BOB, asked, "capture_as_challenge", /Kept as a challenge/);
    await says(BOB, asked, "capture_as_question", /Kept as a question/);
    await says(BOB, replied, "this_answers_it", /kept as what answered/);
    await says(CATH, replied, "dont_keep_this", /./);
    await answered("/find adverts buses", "paying for adverts on buses");
    const found = teams.shown(PERSONAL).at(-1);
    assert.doesNotMatch(messageWords(found), /for a month/);
  });

  test("a button replaces the card it stands on, and does so once", async () => {
    const held = await answered("/mydata", "What is held about you");
    const off = await teams.press(ANN, held, "Don't capture me");
    assert.match(cardWords(off.card), /You asked me not to capture you/);
    const again = await teams.press(ANN, held, "Don't capture me");
    assert.deepEqual(again.card, off.card);
    const on = await teams.press(ANN, { ...held, card: off.card }, "Capture me again");
    assert.match(cardWords(on.card), /captured channels|capture is on/);
  });

  test("a form stands in the chat after a typed command, says what to mend and is then taken", async () => {
    const form = await answered(`/lesson ${LESSON}`, "What would you tell others?");
    const again = await teams.send(ANN, form, { recommendation: "   ", worked: "yes" });
    assert.match(cardWords(again.card), /There is a problem/);
    assert.equal(fields(again.card).find(({ id }) => id === "what_happened").value, LESSON);
    const saved = await teams.send(ANN, { ...form, card: again.card }, { recommendation: "Ask early." });
    assert.match(cardWords(saved.card), /Lesson saved/);
  });

  test("a search puts a lesson into the conversation", async () => {
    const found = await teams.search(BOB, GENERAL, "libraries lend rooms");
    assert.equal(found.type, "result");
    const [first] = found.attachments;
    assert.match(cardWords(first.content), /Ask early\./);
    assert.ok(first.preview.content.title);
  });

  test("a question is put before the network by a button, and answered in its thread", async () => {
    const question = "Does anybody pay carers for their mileage?";
    const answer = await answered(`/ask ${question}`, "Ask the network");
    await teams.press(ANN, answer, "Ask the network");
    const posted = await teams.showing(GENERAL, question);
    assert.equal(posted.thread, undefined);
    const first = "We pay forty pence a mile.";
    await teams.say(BOB, GENERAL, first, { thread: posted.id });
    await until(async () => {
      const earlier = await answered("/ask Who pays for mileage?", "You asked:");
      return messageWords(earlier).includes(first);
    }, 30);
  });

  test("a command from the slash menu is answered in the channel, to one person alone", async () => {
    const whispering = { recipient: { id: BOT, name: "Common Thread", isTargeted: true } };
    await teams.say(BOB, GENERAL, "/themes", whispering);
    const told = await until(() => teams.asked.findLast(({ request }) => request.body?.recipient?.isTargeted));
    assert.equal(told.request.body.recipient.id, BOB.id);
  });

  test("who is nobody here is told what to do", async () => {
    const form = await teams.act(DEV, { ...root }, "save_as_lesson");
    assert.match(cardWords(form.card), /facilitator/);
  });

  test("what is deleted is brought back no more, until its author takes it back", async () => {
    await teams.remove(reply);
    await askUntil((card) => !card.includes(EDITED));
    await teams.edit(reply, EDITED, "undeleteMessage");
    await askUntil((card) => card.includes(EDITED));
  });

  test("after it is removed, nothing more is kept", async () => {
    await teams.event(GENERAL, "uninstall");
    const late = "Nobody should keep this about trampolines";
    await teams.say(BOB, GENERAL, late);
    await answered("/find trampolines", "I found nothing");
  });

  test("nobody's words are in the log", () => {
    const log = program.log();
    assert.match(log, /Common Thread is running/);
    for (const words of ["libraries", "adverts on buses", "trampolines", "mileage"]) {
      assert.ok(!log.toLowerCase().includes(words), `"${words}" is in the log`);
    }
    assert.doesNotMatch(log, /ERROR|Traceback/);
  });
});
