// One message as an element, with what can be done to it.

import * as api from "./api.js";
import { interact } from "./answers.js";
import { cardNode } from "./card.js";
import { sure } from "./dialog.js";
import { button, el, hiddenWords } from "./dom.js";
import { openForm } from "./form.js";
import { openMenu } from "./menu.js";
import { say, trying } from "./notices.js";
import { goTo, personNamed, session } from "./session.js";
import { clockTime, dayAndTime, shortDay } from "./times.js";
import { written } from "./words.js";

// `view` is "stream" or "thread"; cards' headings start at `level`.
export function messageNode(message, view, level) {
  const node = el("li", {
    class: `message${message.private ? " private" : ""}${message.ours ? " ours" : ""}`,
    id: `${view}-${message.id}`, tabindex: "-1", data: { message: message.id, sequence: message.sequence },
  });
  const mark = el("span", { class: "mark", "aria-hidden": "true" }, initials(message));
  if (message.deleted) {
    node.append(mark, el("div", { class: "said" }, el("p", { class: "quiet" }, "This message was deleted."), repliesNode(message, view)));
    return node;
  }
  node.append(mark, el("div", { class: "said" },
    byline(message), privateNote(message), contents(message, view, level),
    reactionsNode(message), repliesNode(message, view)), tools(message, view));
  return node;
}

function initials(message) {
  if (message.ours) return "CT";
  const words = message.hub.split(" ").filter((word) => /^[A-Z]/.test(word) && !/^(Foster|The)/.test(word));
  return (words.length ? words : message.hub.split(" ")).slice(0, 2).map((word) => word[0]).join("").toUpperCase();
}

function byline(message) {
  const at = el("a", { class: "when", href: `#/message/${message.id}`, title: dayAndTime(message.posted_at) },
    el("time", { datetime: message.posted_at }, clockTime(message.posted_at)));
  return el("p", { class: "byline" }, el("strong", {}, message.name), " ",
    el("span", { class: "hub" }, message.ours ? "The learning bot" : message.hub), " ", at,
    message.edited_at ? el("span", { class: "quiet" }, " (edited)") : null);
}

function privateNote(message) {
  if (!message.private) return null;
  const dismiss = button("Dismiss", () => trying(() => api.remove(message.id, { person: session.person.id })),
    { class: "button plain", data: { key: "dismiss" } });
  return el("p", { class: "private-note" }, "Only you can see this ", dismiss);
}

function contents(message, view, level) {
  if (!message.card) return el("p", { class: "text" }, ...written(message.text));
  const where = { channel: message.channel, thread: view === "thread" ? message.thread ?? message.id : message.thread };
  const press = (one) => interact(where, { type: "button", message: message.id, action: one.action, value: one.value });
  return cardNode(message.card, level, press);
}

function reactionsNode(message) {
  const given = session.reactions.filter((one) => message.reactions[one.name]?.length);
  if (!given.length) return null;
  return el("p", { class: "reactions" }, ...given.map((one) => {
    const who = message.reactions[one.name];
    const mine = who.includes(session.person.id);
    const names = who.map((id) => personNamed(id)?.name ?? id).join(", ");
    return el("button", {
      type: "button", class: "reaction", "aria-pressed": String(mine), title: names,
      data: { key: `reaction ${one.name}` }, on: { click: () => react(message, one.name, !mine) },
    }, el("span", { "aria-hidden": "true" }, one.emoji), ` ${one.label} ${who.length}`, hiddenWords(` by ${names}`));
  }));
}

function react(message, name, on) {
  return trying(async () => {
    await api.react(message.id, { person: session.person.id, name, on });
    say(on ? "Reaction added." : "Reaction taken back.");
  });
}

function repliesNode(message, view) {
  if (view === "thread" || !message.replies) return null;
  const count = message.replies === 1 ? "1 reply" : `${message.replies} replies`;
  return el("p", { class: "replies" }, el("a", { href: `#/thread/${message.id}`, data: { key: "replies" } },
    `${count}, last on ${shortDay(message.last_reply_at)} at ${clockTime(message.last_reply_at)}`));
}

function tools(message, view) {
  const about = hiddenWords(` to the message by ${message.name}`);
  const reply = () => goTo(`#/thread/${message.id}`);
  const opener = (label, name, run) => {
    const node = button(label, () => run(node), {
      class: "button tool", "aria-haspopup": "menu", "aria-expanded": "false", data: { key: name },
    });
    node.append(about.cloneNode(true));
    return node;
  };
  const replyButton = button("Reply", reply, { class: "button tool", data: { key: "reply" } });
  replyButton.append(about.cloneNode(true));
  const reactButton = opener("React", "react", (from) => openMenu(from, "React", reactionItems(message)));
  const moreButton = opener("More", "more", (from) => openMenu(from, "More actions", actionItems(message)));
  const has = actionItems(message).length > 0;
  return el("div", { class: "tools" }, message.private ? null : reactButton,
    view === "stream" && !message.private ? replyButton : null, has ? moreButton : null);
}

function reactionItems(message) {
  return session.reactions.map((one) => {
    const mine = (message.reactions[one.name] ?? []).includes(session.person.id);
    return { label: `${one.emoji} ${one.label}`, checked: mine, run: () => react(message, one.name, !mine) };
  });
}

function actionItems(message) {
  const items = [];
  if (!message.ours) {
    const where = { channel: message.channel, thread: message.thread };
    items.push("Common Thread", ...session.actions.map((action) => ({
      label: action.label,
      run: () => interact(where, { type: "action", action: action.name, message: message.id }),
    })));
  }
  const own = message.author === session.person.id;
  const removable = own || (session.person.role === "facilitator" && !message.private);
  if (own || removable) items.push("This message");
  if (own) items.push({ label: "Edit message", run: () => edit(message) });
  if (removable) items.push({ label: "Delete message", danger: true, run: () => remove(message) });
  return items;
}

async function edit(message) {
  const field = { type: "text_field", name: "text", label: "Message", value: message.text, multiline: true, required: true, max_length: 12000 };
  await openForm({ title: "Edit message", fields: [field], submit: "Save changes" }, async ({ text }) => {
    try {
      await api.edit(message.id, { person: session.person.id, text });
      say("Message changed.");
      return null;
    } catch (error) {
      if (!(error instanceof api.Problem)) throw error;
      return { "": error.message };
    }
  });
}

async function remove(message) {
  if (!(await sure("Delete this message?", "Delete message", true))) return;
  await trying(async () => {
    await api.remove(message.id, { person: session.person.id });
    say("Message deleted.");
  });
}
