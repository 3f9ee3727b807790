// The channels you see, by group, with how many messages are new in each; and who you are.

import { el, hiddenWords } from "./dom.js";
import { isPrivate, on, session, tell } from "./session.js";

const ROLE_NAMES = {
  facilitator: "Facilitators", official: "Officials of the department", "hub lead": "Hub leads",
  "past-programme leader": "Past-programme leaders",
};

export function fillPeople() {
  const select = document.getElementById("who");
  const roles = [...new Set([...Object.keys(ROLE_NAMES), ...session.people.map((person) => person.role)])];
  const groups = roles.map((role) => [role, session.people.filter((person) => person.role === role)]);
  select.replaceChildren(...groups.filter(([, people]) => people.length).map(([role, people]) =>
    el("optgroup", { label: ROLE_NAMES[role] ?? role },
      ...people.map((person) => el("option", { value: person.id, selected: person.id === session.person?.id }, person.label)))));
  select.onchange = () => tell("choose person", select.value);
}

export function fillChannels() {
  const open = session.channels.filter((channel) => channel.open && !isPrivate(channel));
  const together = session.channels.filter((channel) => channel.purpose === "group");
  const direct = session.channels.find((channel) => channel.purpose === "direct");
  const groups = [...new Set(open.map((channel) => channel.group))];
  document.getElementById("channels").replaceChildren(
    group("Common Thread", [
      ownPage("#/home", "Home"),
      ...(session.person.role === "facilitator" ? [ownPage("#/desk", "Your desk")] : []),
      ...(direct ? [entry(`#/channel/${direct.id}`, "Direct messages", direct === session.channel, direct.id)] : []),
      ...together.map((channel) => entry(`#/channel/${channel.id}`, channel.name, channel === session.channel, channel.id)),
    ]),
    ...groups.map((name) => group(name, open.filter((channel) => channel.group === name).map((channel) =>
      entry(`#/channel/${channel.id}`, channel.name, channel === session.channel, channel.id)))));
}

function group(name, entries) {
  const id = `group-${name.replaceAll(/\W+/g, "-")}`;
  return el("section", { "aria-labelledby": id }, el("h2", { id }, name), el("ul", {}, ...entries));
}

function ownPage(address, name) {
  return entry(address, name, session.channel === null && location.hash === address);
}

function entry(address, name, current, channel) {
  const count = channel ? session.unread.get(channel) : 0;
  const badge = count ? el("span", { class: "new" }, String(count), hiddenWords(count === 1 ? " new message" : " new messages")) : null;
  return el("li", {}, el("a", { href: address, "aria-current": current ? "page" : undefined }, el("span", {}, name), badge ? " " : null, badge));
}

let waiting = false;

on("message", (message) => {
  if (message.sequence <= session.latest) return;
  session.latest = message.sequence;
  if (message.channel === session.channel?.id || message.author === session.person.id) return;
  session.unread.set(message.channel, (session.unread.get(message.channel) ?? 0) + 1);
  if (waiting) return;
  waiting = true;
  setTimeout(() => {
    waiting = false;
    fillChannels();
  }, 250);
});
