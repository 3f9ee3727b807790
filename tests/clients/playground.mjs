// Teams on this machine: Microsoft's 365 Agents Playground, driven over its HTTP API.
//
// People, chats and channels are those of its configuration file, in a folder of its own. The page's
// own person (ANN) speaks as the page makes her speak. What the playground's page can't do (others
// writing, edits, deletions, reactions, dialogs) is sent through its "custom activities", in the shape
// in which Teams sends it; answers are read from its stream of messages and its log.
//
// It can't delete a message of ours: it never answers that request. It listens on every address of the
// machine, so it is for the time of a test, on a machine that nobody else reaches.

import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import WebSocket from "ws";
import { button, cardWords, filledIn, sendButton } from "./adaptive_card.mjs";
import { until } from "./programs.mjs";
import { ANN, BOT, PERSONAL, TENANT, activity, configuration, payload, people, placeOf } from "./teams_world.mjs";

const PROGRAM = fileURLToPath(
  new URL("node_modules/@microsoft/m365agentsplayground/cli.js", import.meta.url),
);
const CARD = "application/vnd.microsoft.card.adaptive";

const CONTEXT = { theme: "default" };

export class Playground {
  constructor(port, botPort) {
    this.address = `http://127.0.0.1:${port}`;
    this.port = port;
    this.endpoint = `http://127.0.0.1:${botPort}/api/messages`;
    this.folder = mkdtempSync(join(tmpdir(), "playground-"));
    this.messages = new Map();
    this.answers = new Map();
    this.asked = [];
    this.chats = new Map();
    // JSON is YAML too.
    writeFileSync(join(this.folder, ".m365agentsplayground.yml"), JSON.stringify(configuration()));
  }

  // What connects a program to this playground.
  get environment() {
    return { COMMONTHREAD_TEAMS_WITHOUT_AUTH: "true", COMMONTHREAD_TEAMS_TENANTS: TENANT };
  }

  async start() {
    const words = ["start", "--disable-telemetry", "--channel-id", "msteams", "--port", String(this.port)];
    const service = ["--service-url", `${this.address}/_connector`];
    this.process = spawn(process.execPath, [PROGRAM, ...words, ...service], {
      cwd: this.folder,
      env: { ...process.env, BOT_ENDPOINT: this.endpoint, TEAMSAPPTESTER_BROWSER: "none" },
      stdio: "ignore",
    });
    await until(() => fetch(`${this.address}/_internal/v1/testConfig`).then((r) => r.ok, () => false));
    this.sockets = await Promise.all([
      this.#listen("/_ws_conversation/v1/conversations/stream", (told) => this.#shown(told)),
      this.#listen("/_ws/log/stream", (told) => this.#logged(told)),
    ]);
  }

  async #listen(path, tell) {
    const socket = new WebSocket(`ws://127.0.0.1:${this.port}${path}`);
    socket.on("message", (data) => tell(JSON.parse(data)));
    await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
    return socket;
  }

  end() {
    this.sockets?.forEach((socket) => socket.terminate());
    this.process?.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  #shown({ action, actionConversationId, message }) {
    if (action !== "createMessage" && action !== "updateMessage") return;
    const place = message.postConversationId ?? actionConversationId;
    const [conversation, root] = place.split(";messageid=");
    const card = message.attachments?.find((each) => each.contentType === CARD)?.content;
    const known = this.messages.get(message.messageId);
    const thread = known?.thread ?? (root === message.messageId ? undefined : root);
    this.messages.set(message.messageId, { id: message.messageId, conversation, thread, text: message.text, card });
  }

  #logged({ logAction, log }) {
    if (logAction !== "appendLog" || log.type !== "bot") return;
    if (log.from !== "User Application") this.answers.set(log.messageId, log.response);
    else this.asked.push(log);
    const opened = log.activityName === "createConversation" && log.request.body.members?.[0];
    if (opened) this.chats.set(opened.id, log.response.body.id);
  }

  async #post(path, body) {
    const response = await fetch(`${this.address}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return text && JSON.parse(text);
  }

  // --- what is shown ---

  // Returns what we show in a conversation, oldest first.
  shown(conversation) {
    return [...this.messages.values()].filter((message) => message.conversation === conversation);
  }

  // Waits for a message of ours with the words in it.
  showing(conversation, words) {
    return until(() => this.shown(conversation).findLast((message) => messageWords(message).includes(words)));
  }

  // Waits for a message of ours in somebody's own chat, which the page shows to nobody but Ann.
  whispered(user, words) {
    return until(() => {
      const sent = this.asked.findLast(
        ({ activityName, request, response }) =>
          activityName === "message" &&
          !this.messages.has(response.body.id) &&
          cardWords(request.body.attachments).includes(words),
      );
      const conversation = this.chats.get(user.id);
      return sent && { id: sent.response.body.id, conversation, card: sent.request.body.attachments[0].content };
    });
  }

  // --- what people do ---

  // The app is added to a conversation, as the page does it.
  async install(conversation) {
    await this.#post(`/_debug/conversation/${encodeURIComponent(conversation)}/installation`, {});
  }

  // Sends one of the page's own templates: "uninstall", "userAdded", ...
  async event(conversation, type) {
    const query = new URLSearchParams({ conversationId: conversation, type });
    const template = await fetch(`${this.address}/_internal/v1/customActivities/template?${query}`);
    return this.deliver(await template.json());
  }

  // Somebody joins a conversation.
  join(user, conversation) {
    const membersAdded = [{ id: user.id, aadObjectId: user.id }];
    const channelData = { eventType: "teamMemberAdded" };
    const what = { id: randomUUID(), type: "conversationUpdate", membersAdded, channelData };
    return this.deliver(this.#about({ conversation }, user, what));
  }

  // Ann types to the bot on the page: by mention where others read it too.
  async type(conversation, text, thread) {
    const mention = { mentioned: { id: BOT }, text: "<at>Common Thread</at>" };
    const words =
      conversation === PERSONAL
        ? { text, textFormat: "plain" }
        : { text: `${mention.text} ${text}`, textFormat: "xml", mentions: [mention] };
    const sent = await this.#enter(conversation, ANN, words, thread);
    return { id: sent.messageId, conversation, thread, author: ANN, text };
  }

  // Anybody writes, as Teams tells it to a bot that may read along. Whom the playground doesn't know,
  // it takes for Ann; the bot is told their own name.
  async say(author, conversation, text, { thread, ...more } = {}) {
    const sent = await this.#enter(conversation, author, { text, textFormat: "plain" }, thread);
    const message = { id: sent.messageId, conversation, thread, author, text };
    await this.deliver(this.#about(message, author, { type: "message", text, textFormat: "plain", ...more }));
    return message;
  }

  #enter(conversation, author, words, thread) {
    const place = thread ? `${conversation};messageid=${thread}` : conversation;
    return this.#post(`/_conversation/v1/conversations/${encodeURIComponent(place)}/messages`, {
      from: { id: people.includes(author) ? author.id : ANN.id },
      ...words,
    });
  }

  // `eventType` may be "undeleteMessage": its author takes it back out of the bin.
  edit(message, text, eventType = "editMessage") {
    const what = { type: "messageUpdate", text, channelData: { eventType } };
    return this.deliver(this.#about(message, message.author, what));
  }

  remove(message) {
    return this.deliver(
      this.#about(message, message.author, { type: "messageDelete", channelData: { eventType: "softDeleteMessage" } }),
    );
  }

  react(user, message, reaction) {
    const reactionsAdded = [{ type: reaction }];
    const what = { id: randomUUID(), type: "messageReaction", replyToId: message.id, reactionsAdded };
    return this.deliver(this.#about(message, user, what));
  }

  // Chooses an action in a message's menu; returns the dialog that opens.
  async act(user, message, commandId) {
    const value = { commandId, commandContext: "message", messagePayload: payload(message), context: CONTEXT };
    const about = { user, message, value };
    return dialog(await this.#compose("composeExtension/fetchTask", about, value), about);
  }

  // Sends the form in a dialog or in a message of ours; returns what it is answered with.
  async send(user, shown, given) {
    const action = sendButton(shown.card);
    const data = { ...filledIn(shown.card, given), ...action.data };
    if (!shown.about) return this.#execute(user, shown, action, data);
    const { value, message } = shown.about;
    if (!value) return this.#task("task/submit", user, message, data);
    return dialog(
      await this.#compose("composeExtension/submitAction", shown.about, { ...value, data }),
      shown.about,
    );
  }

  // Presses a button of a message of ours; returns the card, the words or the dialog it is answered with.
  press(user, message, label) {
    const action = button(message.card, label);
    if (action.type === "Action.Execute") return this.#execute(user, message, action, action.data);
    return this.#task("task/fetch", user, message, action.data);
  }

  async #execute(user, message, { title, verb }, data) {
    const value = { action: { type: "Action.Execute", title, verb, data }, trigger: "manual" };
    const place = placeOf(message);
    const answer = await this.#post("/_conversation/v1/invoke", {
      name: "adaptiveCard/action",
      value,
      from: { id: user.id },
      conversation: { id: place },
      replyToId: message.id,
    });
    return answer.type === CARD ? { card: answer.value } : { words: answer.value };
  }

  // The page knows no dialogs of messages: they are asked for as Teams asks for them.
  async #task(name, user, message, data) {
    const what = { id: randomUUID(), type: "invoke", name, replyToId: message.id };
    const value = { data, context: CONTEXT };
    const answer = await this.deliver({ ...this.#about(message, user, what), value });
    return dialog(answer.body, { user, message });
  }

  #compose(name, { user, message }, value) {
    return this.#post("/_conversation/v1/invoke", {
      name,
      value,
      from: { id: user.id },
      conversation: { id: placeOf(message) },
    });
  }

  // Searches from the compose box; returns what is found.
  async search(user, conversation, words, commandId = "search") {
    const parameters = [{ name: "words", value: words }];
    const value = { commandId, parameters, queryOptions: { skip: 0, count: 25 } };
    const answer = await this.#compose("composeExtension/query", { user, message: { conversation } }, value);
    return answer.composeExtension;
  }

  #about(message, from, what) {
    return activity(`${this.address}/_connector`, message, from, what);
  }

  // Sends an activity and waits for the answer: { statusCode, body }.
  async deliver(activity) {
    this.answers.delete(activity.id);
    await this.#post("/_internal/v1/customActivities", activity);
    return until(() => this.answers.get(activity.id), 20);
  }
}

// Returns all words of a message of ours.
export function messageWords({ text, card }) {
  return [text ?? "", card ? cardWords(card) : ""].join(" ");
}

function dialog({ task } = {}, about) {
  if (!task) return {};
  if (task.type === "message") return { words: task.value };
  return { title: task.value.title, card: task.value.card.content, about };
}
