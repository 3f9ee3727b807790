// A real Chromium, and the workspace served by a real Python process on a free port.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

export function launchBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? BROWSERS.find(existsSync), args: FLAGS });
}

export class Workspace {
  constructor(port) {
    this.folder = mkdtempSync(join(tmpdir(), "workspace-"));
    this.port = port;
    this.address = `http://127.0.0.1:${port}/workspace/`;
  }

  async start() {
    const own = join(ROOT, ".venv/bin/python");
    const python = process.env.PYTHON ?? (existsSync(own) ? own : "python3");
    const file = join(this.folder, "workspace.db");
    const program = ["-m", "tests.clients.workspace_server", String(this.port), file];
    this.process = spawn(python, program, { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
    await new Promise((resolve, reject) => {
      this.process.stdout.once("data", resolve);
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
