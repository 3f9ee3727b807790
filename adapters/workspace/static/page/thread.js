// The side of the page: one thread, its root and its replies.

import * as api from "./api.js";
import { composer } from "./composer.js";
import { button, el } from "./dom.js";
import { MessageList } from "./list.js";
import { on, session } from "./session.js";

let list = null;
let root = null;

export function threadRoot() {
  return root;
}

export async function openThread(id) {
  const found = await api.thread(session.person.id, id);
  root = id;
  const panel = document.getElementById("thread");
  const close = button("Close thread", () => { location.hash = `#/channel/${found.root.channel}`; }, { class: "button plain" });
  const log = el("div", { class: "log", role: "log", tabindex: "0", "aria-label": "Messages in this thread" });
  list = new MessageList(log, "thread", 3);
  list.root = id;
  panel.replaceChildren(
    el("div", { class: "thread-head" }, el("h2", {}, "Thread"), close), log,
    composer({ channel: found.root.channel, thread: id }, "Reply in thread"));
  panel.hidden = false;
  document.body.classList.add("with-thread");
  list.fill([found.root, ...found.replies]);
}

export function showReply(id) {
  return list?.show(id) ?? false;
}

export function writeReply() {
  document.querySelector("#thread textarea")?.focus();
}

export function closeThread() {
  if (root === null) return;
  const panel = document.getElementById("thread");
  const hadFocus = panel.contains(document.activeElement);
  const from = document.getElementById(`stream-${root}`);
  root = null;
  list = null;
  panel.hidden = true;
  panel.replaceChildren();
  document.body.classList.remove("with-thread");
  if (hadFocus) (from ?? document.getElementById("place-name")).focus();
}

on("message", (message) => {
  if (list && (message.id === root || message.thread === root)) list.put(message);
});

document.addEventListener("keydown", (event) => {
  const modal = document.querySelector("dialog[open], .menu");
  if (event.key === "Escape" && root !== null && !modal && document.getElementById("thread").contains(event.target)) {
    location.hash = `#/channel/${session.channel.id}`;
  }
});
