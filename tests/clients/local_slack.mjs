// local-slack, a Slack on this machine: started with a workspace of its own, driven over its
// control API, its forms filled in over the websocket of its page.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import WebSocket from "ws";
import { until } from "./programs.mjs";

const PROGRAM = fileURLToPath(
  new URL("node_modules/local-slack-linux-x64/bin/local-slack", import.meta.url),
);
export const TOKENS = { bot: "xoxb-test-token", app: "xapp-test-token", secret: "test-signing-secret" };
export const BOT = "U0BOT";
export const ANN = "U01ANN";
export const BOB = "U02BOB";
export const GENERAL = "C01GEN";

const WAYS_IN = {
  events: { SLACK_SIGNING_SECRET: TOKENS.secret },
  socket: { SLACK_APP_TOKEN: TOKENS.app },
};
export const WAYS = Object.keys(WAYS_IN);

export class LocalSlack {
  // `more` may give users and channels in place of the usual ones.
  constructor(port, mode, requestUrl, more = {}) {
    this.address = `http://127.0.0.1:${port}`;
    this.port = port;
    this.mode = mode;
    this.folder = mkdtempSync(join(tmpdir(), "local-slack-"));
    this.views = [];
    this.errors = {};
    this.homes = {};
    writeFileSync(join(this.folder, "config.json"), JSON.stringify({ ...workspace(mode, requestUrl), ...more }));
  }

  // What connects a program to this workspace.
  get environment() {
    return { SLACK_BOT_TOKEN: TOKENS.bot, SLACK_API_URL: `${this.address}/api/`, ...WAYS_IN[this.mode] };
  }

  async start() {
    this.process = spawn(
      PROGRAM,
      ["--config", join(this.folder, "config.json"), "--port", String(this.port), "--base-host", "127.0.0.1"],
      { stdio: "ignore" },
    );
    await until(() => fetch(`${this.address}/_control/state`).then((r) => r.ok, () => false));
    this.page = new WebSocket(`ws://127.0.0.1:${this.port}/ui`);
    this.page.on("message", (data) => this.#seen(JSON.parse(data)));
    await new Promise((resolve) => this.page.once("open", resolve));
  }

  // Waits until a program has connected in Socket Mode.
  connected() {
    return until(async () => {
      const { log } = await (await fetch(`${this.address}/_control/log`)).json();
      return log.some((entry) => JSON.stringify(entry).includes("hello"));
    });
  }

  #seen(update) {
    if (update.t === "view") this.views = update.stack;
    if (update.t === "view_errors") this.errors = update.errors;
    if (update.t === "home") this.homes[update.user] = update.view;
  }

  async control(action, body) {
    const response = await fetch(`${this.address}/_control/${action}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return response.json();
  }

  async messages(channel = GENERAL) {
    const response = await fetch(`${this.address}/_control/messages/${channel}`);
    return (await response.json()).messages;
  }

  async say(text, more = {}) {
    const { message } = await this.control("message", { channel: GENERAL, user: ANN, text, ...more });
    return message;
  }

  async command(user, command, text = "") {
    await this.control("command", { channel: GENERAL, user, command, text });
  }

  // Waits for a message that only `user` sees and that has the words in it.
  whisperedTo(user, words) {
    return until(async () =>
      (await this.messages()).find(
        (message) => message.ephemeral_to === user && blockWords(message.blocks).includes(words),
      ),
    );
  }

  async press(user, message, label, channel = GENERAL) {
    const rows = message.blocks.filter((block) => block.type === "actions");
    const button = rows.flatMap((row) => row.elements).find((each) => each.text.text === label);
    await this.control("interact", {
      channel,
      messageTs: message.ts,
      user,
      action: { type: "button", action_id: button.action_id, value: button.value },
    });
  }

  submit(user, values) {
    this.page.send(JSON.stringify({ t: "view_submit", user, values }));
  }

  end() {
    this.page?.terminate();
    this.process.kill("SIGKILL");
    rmSync(this.folder, { recursive: true });
  }
}

function workspace(mode, requestUrl) {
  return {
    workspace: { name: "Test Workspace", domain: "test-workspace", teamId: "T01TEST" },
    app: {
      appId: "A01APP",
      botUserId: BOT,
      botName: "commonthread",
      botToken: TOKENS.bot,
      appToken: TOKENS.app,
      signingSecret: TOKENS.secret,
      mode,
      requestUrl,
    },
    users: [
      { id: ANN, name: "ann", real_name: "Ann Hughes", email: "ann@example.org" },
      { id: BOB, name: "bob", real_name: "Bob Price", email: "bob@example.org" },
    ],
    channels: [{ id: GENERAL, name: "general", members: [ANN, BOB, BOT] }],
  };
}

// Returns the words of blocks as a person reads them, without the marks that make some bold.
function blockWords(blocks) {
  const text = (part) =>
    typeof part?.text === "string"
      ? part.text.replaceAll("*", "")
      : Object.values(part ?? {}).filter((each) => typeof each === "object").map(text).join(Array.isArray(part) ? "" : " ");
  return text(blocks);
}
