// A real Chromium, and the workspace served by a real Python process on a free port.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { PYTHON, ROOT } from "./programs.mjs";

const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

export function launchBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? BROWSERS.find(existsSync), args: FLAGS });
}

// The workspace as one of these programs serves it, with files in a folder of its own.
export const CANNED = (port, folder) => ({
  program: ["-m", "tests.clients.workspace_server", String(port), join(folder, "workspace.db")],
  cwd: ROOT,
});
export const DEMONSTRATION = (port, folder) => ({
  program: ["-m", "bot.cli", "demo", "--speed", "24"],
  cwd: folder,
  env: {
    ...process.env,
    COMMONTHREAD_PORT: String(port),
    COMMONTHREAD_CACHE_DIRECTORY: join(ROOT, "var/cache"),
    COMMONTHREAD_LOG_LEVEL: "WARNING",
    PYTHONPATH: ROOT,
  },
});

export class Workspace {
  constructor(port, kind = CANNED) {
    this.folder = mkdtempSync(join(tmpdir(), "workspace-"));
    this.address = `http://127.0.0.1:${port}/workspace/`;
    this.how = kind(port, this.folder);
  }

  async start() {
    const { program, ...options } = this.how;
    this.process = spawn(PYTHON, program, { ...options, stdio: ["ignore", "pipe", "inherit"] });
    await new Promise((resolve, reject) => {
      this.process.stdout.on("data", (words) => { if (/ready|Open/.test(words)) resolve(); });
      this.process.once("exit", (code) => reject(new Error(`the workspace ended with ${code}`)));
    });
  }

  kill() {
    return new Promise((resolve) => {
      this.process.once("exit", resolve);
      this.process.kill("SIGKILL");
    });
  }

  async end() {
    await this.kill();
    rmSync(this.folder, { recursive: true });
  }
}
