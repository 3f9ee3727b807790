// A list of messages that keeps itself in order, keeps focus over changes and walks by arrow keys.

import { el } from "./dom.js";
import { messageNode } from "./message.js";
import { longDay } from "./times.js";

export class MessageList {
  // `log` is the scrolling region, `view` "stream" or "thread".
  constructor(log, view, level) {
    this.log = log;
    this.view = view;
    this.level = level;
    this.items = el("ol", { class: "messages" });
    log.append(this.items);
    this.items.addEventListener("keydown", (event) => this.#walk(event));
    this.items.addEventListener("focusin", (event) => this.#activate(event.target.closest("[data-message]")));
  }

  fill(messages) {
    this.items.replaceChildren(...messages.map((message) => this.#node(message)));
    this.#afterChange();
    this.toEnd();
  }

  prepend(messages) {
    const height = this.log.scrollHeight;
    this.items.prepend(...messages.map((message) => this.#node(message)));
    this.#afterChange();
    this.log.scrollTop += this.log.scrollHeight - height;
  }

  // Puts a new or changed message in its place; a deleted one without replies goes.
  put(message) {
    const old = this.find(message.id);
    const gone = message.deleted && !message.replies && message.id !== this.root;
    if (!old && gone) return;
    const atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 80;
    const key = old?.contains(document.activeElement) ? document.activeElement.dataset.key ?? "" : null;
    if (gone) this.#drop(old, key);
    else if (old) this.#replace(old, this.#node(message), key);
    else this.#insert(message);
    this.#afterChange();
    if (atEnd) this.toEnd();
    if (atEnd && !old) this.#fromItsStart(message.id);
  }

  find(id) {
    return this.items.querySelector(`[data-message="${CSS.escape(id)}"]`);
  }

  show(id) {
    const node = this.find(id);
    node?.scrollIntoView({ block: "center" });
    node?.focus();
    return node !== null;
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
  }

  // A long answer is read from its start, not its end.
  #fromItsStart(id) {
    const node = this.find(id);
    if (node.offsetHeight > this.log.clientHeight) node.scrollIntoView({ block: "start" });
  }

  #node(message) {
    return messageNode(message, this.view, this.level);
  }

  #insert(message) {
    const later = [...this.#messages()].find((node) => Number(node.dataset.sequence) > message.sequence);
    this.items.insertBefore(this.#node(message), later ?? null);
  }

  #replace(old, node, key) {
    old.replaceWith(node);
    if (key === null) return;
    (node.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? node).focus();
  }

  #drop(old, key) {
    const next = old.nextElementSibling ?? old.previousElementSibling;
    old.remove();
    if (key !== null) (next ?? this.log).focus();
  }

  #messages() {
    return this.items.querySelectorAll("[data-message]");
  }

  #afterChange() {
    this.#separateDays();
    const active = this.items.querySelector(".active") ?? [...this.#messages()].at(-1);
    if (active) this.#activate(active);
  }

  #separateDays() {
    for (const day of this.items.querySelectorAll(".day")) day.remove();
    let last = "";
    for (const node of this.#messages()) {
      const time = node.querySelector("time");
      const day = time ? longDay(time.dateTime) : last;
      if (day !== last) node.before(el("li", { class: "day" }, day));
      last = day;
    }
  }

  // Only the active message's buttons are tab stops: arrow keys choose the message.
  #activate(node) {
    if (!node) return;
    for (const other of this.#messages()) {
      const active = other === node;
      other.classList.toggle("active", active);
      other.tabIndex = active ? 0 : -1;
      for (const stop of other.querySelectorAll("a, button")) stop.tabIndex = active ? 0 : -1;
    }
  }

  #walk(event) {
    const now = event.target;
    if (!now.matches("[data-message]") || !["ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) return;
    event.preventDefault();
    const all = [...this.#messages()];
    const at = all.indexOf(now);
    const goal = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[event.key];
    all[Math.max(0, Math.min(goal, all.length - 1))].focus();
  }
}
