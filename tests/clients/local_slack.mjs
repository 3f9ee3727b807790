// local-slack, a Slack on this machine: started with a workspace of its own, driven over its
// control API, its forms filled in over the websocket of its page.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import WebSocket from "ws";

const PROGRAM = fileURLToPath(
  new URL("node_modules/local-slack-linux-x64/bin/local-slack", import.meta.url),
);
export const TOKENS = { bot: "xoxb-test-token", app: "xapp-test-token", secret: "test-signing-secret" };
export const BOT = "U0BOT";
export const ANN = "U01ANN";
export const GENERAL = "C01GEN";

export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

// Waits until `look` returns something true, and returns it.
export async function until(look, seconds = 10) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited ${seconds} s in vain for ${look}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

export class LocalSlack {
  constructor(port, mode, requestUrl) {
    this.address = `http://127.0.0.1:${port}`;
    this.port = port;
    this.folder = mkdtempSync(join(tmpdir(), "local-slack-"));
    this.views = [];
    this.errors = {};
    this.homes = {};
    writeFileSync(join(this.folder, "config.json"), JSON.stringify(workspace(mode, requestUrl)));
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

  submit(values) {
    this.page.send(JSON.stringify({ t: "view_submit", user: ANN, values }));
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
    users: [{ id: ANN, name: "ann", real_name: "Ann Hughes", email: "ann@example.org" }],
    channels: [{ id: GENERAL, name: "general", members: [ANN, BOT] }],
  };
}
