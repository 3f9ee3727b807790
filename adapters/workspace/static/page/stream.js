// The middle of the page: a channel's messages, or the direct conversation with the bot.

import * as api from "./api.js";
import { composer } from "./composer.js";
import { button, el } from "./dom.js";
import { MessageList } from "./list.js";
import { trying } from "./notices.js";
import { showPresence } from "./presence.js";
import { on, session } from "./session.js";

const PAGE = 60;
const NOTES = { direct: "Your direct messages with the bot", group: "Only the people named and the bot see this" };

let list = null;
let opening = 0;

export async function openChannel(channel) {
  const mine = ++opening;
  const { messages } = await api.messages(session.person.id, channel.id);
  if (mine !== opening) return;
  const direct = channel.purpose === "direct";
  heading(channel.name, NOTES[channel.purpose] ?? channel.note, channel);
  const log = el("div", { class: "log", role: "log", tabindex: "0", "aria-label": `Messages in ${channel.name}` });
  list = new MessageList(log, "stream", 2);
  const place = document.getElementById("place");
  place.replaceChildren(log, composer({ channel: channel.id }, direct ? "Message Common Thread" : `Message ${channel.name}`));
  list.fill(messages);
  if (messages.length === PAGE) log.prepend(earlier(channel, list));
  list.toEnd();
}

export function leaveChannel() {
  opening += 1;
  list = null;
}

export function showMessage(id) {
  return list?.show(id) ?? false;
}

export function heading(name, note, channel = null) {
  showPresence(channel);
  document.getElementById("place-name").textContent = name;
  document.getElementById("place-note").textContent = note;
  document.title = `${name} – Common Thread`;
}

function earlier(channel, into) {
  const more = button("Show earlier messages", () => trying(async () => {
    const first = into.items.querySelector("[data-message]").dataset.sequence;
    const { messages } = await api.messages(session.person.id, channel.id, first);
    into.prepend(messages);
    into.show(messages.at(-1)?.id ?? "");
    if (messages.length < PAGE) more.remove();
  }), { class: "button earlier" });
  return more;
}

on("message", (message) => {
  if (list && session.channel?.id === message.channel && message.thread === null) list.put(message);
});
