// Our own programs, started as the clients' tests need them.

import { spawn } from "node:child_process";
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const OWN = join(ROOT, ".venv/bin/python");
export const PYTHON = process.env.PYTHON ?? (existsSync(OWN) ? OWN : "python3");
const START_SECONDS = 120;

// Runs a Python module in a folder of its own, with more in its environment.
export function python(words, folder, environment = {}, options = {}) {
  return spawn(PYTHON, ["-m", ...words], {
    cwd: folder,
    env: { ...process.env, PYTHONPATH: ROOT, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
    ...options,
  });
}

// Waits until a program says its first words.
export function saidSomething(program) {
  return new Promise((resolve, reject) => {
    program.stdout.once("data", resolve);
    program.once("exit", (code) => reject(new Error(`the program ended with ${code}`)));
  });
}

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

// Returns the weekday that it is so many days from now, as a setting says it.
function weekday(days) {
  const there = new Date(Date.now() + days * 86_400_000);
  return there.toLocaleDateString("en-GB", { weekday: "long", timeZone: "UTC" }).toLowerCase();
}

// `commonthread` itself: its commands, its server, its database and its log in a folder of its own.
export class Program {
  constructor(port, environment) {
    this.address = `http://127.0.0.1:${port}`;
    this.folder = mkdtempSync(join(tmpdir(), "commonthread-"));
    this.environment = {
      COMMONTHREAD_PORT: String(port),
      COMMONTHREAD_CACHE_DIRECTORY: join(ROOT, "var/cache"),
      // No summary or digest falls due meanwhile, whatever day it is when the tests are run.
      COMMONTHREAD_SUMMARY_WEEKDAY: weekday(-3),
      COMMONTHREAD_DIGEST_WEEKDAY: weekday(-6),
      ...environment,
    };
  }

  // Runs a command to its end and returns what it printed; its exit code must be 0.
  command(words, environment = {}) {
    const run = python(["bot", ...words], this.folder, { ...this.environment, ...environment });
    let printed = "";
    run.stdout.on("data", (data) => (printed += data));
    return new Promise((resolve, reject) => {
      run.once("close", (code) =>
        code === 0 ? resolve(printed) : reject(new Error(`${words.join(" ")} ended with ${code}: ${printed}`)),
      );
    });
  }

  async setUp(yaml) {
    writeFileSync(join(this.folder, "setup.yaml"), yaml);
    await this.command(["import", "--setup", "setup.yaml"]);
  }

  async start() {
    const stdio = ["ignore", "pipe", "pipe"];
    this.process = python(["bot", "run"], this.folder, this.environment, { stdio });
    const log = createWriteStream(join(this.folder, "log"), { flags: "a" });
    this.process.stdout.pipe(log, { end: false });
    this.process.stderr.pipe(log, { end: false });
    const ready = () => fetch(`${this.address}/health/ready`).then((r) => r.ok, () => false);
    await until(() => {
      if (this.process.exitCode !== null) throw new Error(`the program ended:\n${this.log()}`);
      return ready();
    }, START_SECONDS);
  }

  log() {
    return readFileSync(join(this.folder, "log"), "utf8");
  }

  // Asks it to stop, as a host does, and waits until it has.
  async stop() {
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.kill("SIGTERM");
    await ended;
  }

  end() {
    this.process?.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
