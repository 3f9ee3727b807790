// The page's start and its way-finding: the part after # says what is shown.
//   #/channel/ID   #/thread/ROOT   #/message/ID   #/home   #/desk

import * as api from "./api.js";
import { startClock } from "./clock.js";
import { openDesk, openHome } from "./home.js";
import { listen } from "./live.js";
import { trying } from "./notices.js";
import { showPresence } from "./presence.js";
import { channelNamed, isPrivate, on, personNamed, session } from "./session.js";
import { fillChannels, fillPeople } from "./side.js";
import { leaveChannel, openChannel, showMessage } from "./stream.js";
import { closeThread, openThread, showReply, threadRoot, writeReply } from "./thread.js";

const REMEMBERED = "commonthread-person";

async function begin() {
  const start = await api.start();
  Object.assign(session, start);
  session.person = remembered() ?? start.people.find((person) => person.role === "facilitator") ?? start.people[0];
  startClock(start.now);
  fillPeople();
  await become();
  addEventListener("hashchange", () => trying(() => go(true)));
  on("choose person", choose);
  on("reload", () => trying(reload));
  on("channel", (id) => trying(() => refreshChannel(id)));
}

// Each window keeps its own person; a new one begins as the last that was chosen.
function remembered() {
  return personNamed(sessionStorage.getItem(REMEMBERED)) ?? personNamed(localStorage.getItem(REMEMBERED));
}

async function become() {
  const { channels } = await api.channels(session.person.id);
  session.channels = channels;
  session.unread.clear();
  listen();
  await reload();
}

async function refreshChannel(id) {
  const { channels } = await api.channels(session.person.id);
  const current = session.channel?.id;
  session.channels = channels;
  session.channel = session.channel && channelNamed(current);
  fillChannels();
  if (id === current) showPresence(session.channel);
}

async function reload() {
  const thread = threadRoot();
  session.channel = undefined;
  await go(false);
  if (thread && threadRoot() === thread) await openThread(thread);
}

function choose(id) {
  session.person = personNamed(id);
  sessionStorage.setItem(REMEMBERED, id);
  localStorage.setItem(REMEMBERED, id);
  closeThread();
  return trying(become);
}

// Shows what the address asks for. `asked` is true when a person went there: then focus follows.
async function go(asked) {
  const [, kind, id] = location.hash.match(/^#\/(\w+)(?:\/(.+))?$/) ?? [];
  closeMenu();
  if (kind === "home") return ownPage(openHome);
  if (kind === "desk") return ownPage(openDesk);
  if (kind === "thread") return thread(id, asked);
  if (kind === "message") return message(id);
  return channel(channelNamed(id), asked);
}

async function ownPage(open) {
  closeThread();
  leaveChannel();
  session.channel = null;
  fillChannels();
  await open();
  document.getElementById("place-name").focus();
}

async function channel(wanted, asked) {
  const open = wanted?.open ? wanted : firstChannel();
  closeThread();
  const moved = session.channel !== open;
  await enter(open);
  if (asked && moved) document.getElementById("place-name").focus();
}

async function enter(wanted) {
  if (session.channel === wanted) return;
  session.channel = wanted;
  session.unread.delete(wanted.id);
  fillChannels();
  await openChannel(wanted);
}

async function thread(root, asked) {
  const found = await api.message(session.person.id, root).catch(() => null);
  if (found === null) return channel(undefined, asked);
  await enter(channelNamed(found.message.channel));
  await openThread(root);
  if (asked) writeReply();
}

async function message(id) {
  const { message: found } = await api.message(session.person.id, id);
  await enter(channelNamed(found.channel));
  if (found.thread) await openThread(found.thread);
  else closeThread();
  const shown = found.thread ? showReply(id) : showMessage(id);
  if (!shown && !found.thread) await openThread(id);
}

function firstChannel() {
  return session.channels.find((one) => one.open && !isPrivate(one)) ?? session.channels[0];
}

function closeMenu() {
  document.body.classList.remove("with-menu");
  document.querySelector(".nav-toggle").setAttribute("aria-expanded", "false");
}

document.querySelector(".nav-toggle").addEventListener("click", (event) => {
  const open = document.body.classList.toggle("with-menu");
  event.currentTarget.setAttribute("aria-expanded", String(open));
});

document.getElementById("channels").addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !document.body.classList.contains("with-menu")) return;
  closeMenu();
  document.querySelector(".nav-toggle").focus();
});

document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  (document.querySelector("#main .log") ?? document.getElementById("place-name")).focus();
});

trying(begin);
