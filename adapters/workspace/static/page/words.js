// What people wrote, as elements: mentions and links, and every other character as it is.

import { el, hiddenWords } from "./dom.js";
import { personNamed } from "./session.js";

const PARTS = /<@([\w-]+)>|<(https?:\/\/[^\s|>]+)(?:\|([^>]*))?>|(https?:\/\/[^\s<>]*[^\s<>.,;:!?)\]'"])/g;

export function link(address, words) {
  const url = safeAddress(address);
  const label = withNames(words);
  if (url === null) return el("span", {}, label);
  if (url.origin === location.origin && url.pathname === location.pathname) {
    return el("a", { href: url.hash }, label);
  }
  return el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, label, hiddenWords(" (opens in a new tab)"));
}

function safeAddress(address) {
  try {
    const url = new URL(address, location.href);
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

export function written(text) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(PARTS)) {
    const [whole, mention, bracketed, label, bare] = found;
    parts.push(text.slice(from, found.index));
    parts.push(mention ? mentioned(mention) : link(bracketed ?? bare, label || bracketed || bare));
    from = found.index + whole.length;
  }
  parts.push(text.slice(from));
  return parts.filter((part) => part !== "");
}

function mentioned(id) {
  return el("span", { class: "mention" }, nameOf(id));
}

// The same where only plain characters can stand: mentions by name.
export function withNames(text) {
  return text.replaceAll(/<@([\w-]+)>/g, (_, id) => nameOf(id));
}

function nameOf(id) {
  return `@${personNamed(id)?.name ?? id}`;
}
