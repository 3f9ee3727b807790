// Cards of the bot as elements. `press(button)` is called for a button; null leaves buttons out.

import { button, el } from "./dom.js";
import { sure } from "./dialog.js";
import { link, written } from "./words.js";

export function cardNode(card, level, press) {
  const title = card.title ? heading(card.title, level, "card-title") : null;
  const inner = elementNodes(card.elements, card.title ? level + 1 : level, press);
  return el("div", { class: "card" }, title, ...(title || inner.length ? inner : [el("p", {}, card.text)]));
}

export function elementNodes(elements, level, press) {
  return elements.map((element) => MAKERS[element.type](element, level, press)).filter(Boolean);
}

const MAKERS = {
  heading: (element, level) => heading(element.text, level, "card-heading"),
  paragraph: (element) => el("p", { class: element.quiet ? "quiet" : "" }, ...runs(element.runs)),
  quote: (element) => el("figure", { class: "quote" },
    el("blockquote", {}, ...quoted(element)),
    element.source ? el("figcaption", {}, `– ${element.source}`) : null),
  bullets: (element) => el("ul", {}, ...element.items.map((item) => el("li", {}, ...runs(item)))),
  facts: (element) => el("dl", { class: "facts" },
    ...element.pairs.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value)))),
  divider: () => el("hr"),
  chart: (element) => chart(element),
  actions: (element, _, press) => press ? el("p", { class: "row" }, ...element.buttons.map((one) => cardButton(one, press))) : null,
};

function heading(text, level, name) {
  return el(`h${Math.min(level, 6)}`, { class: name }, text);
}

function runs(parts) {
  return parts.map((part) => {
    // The words beside a sparkline say what it shows; read out, it would be a row of "blocks".
    if (/^[▁-█]+$/.test(part.text)) return el("span", { class: "sparkline", "aria-hidden": "true" }, part.text);
    const node = part.link ? link(part.link, part.text) : part.text;
    if (part.mark) return el("mark", {}, node);
    return part.strong ? el("strong", {}, node) : node;
  });
}

function quoted(element) {
  if (!element.runs?.length) return written(element.text);
  return element.runs.flatMap((part) => part.mark ? [el("mark", {}, part.text)] : written(part.text));
}

function chart(element) {
  const most = Math.max(...element.bars.map((bar) => bar.value), 1e-9);
  const bars = element.bars.map((bar) => {
    const fill = el("span", { class: "bar-fill" });
    fill.style.width = `${Math.max(1, (100 * Math.max(0, bar.value)) / most)}%`;
    return el("div", { class: "bar" },
      el("span", { class: "bar-label" }, bar.label), el("span", { class: "bar-track" }, fill),
      el("span", { class: "bar-words" }, bar.words));
  });
  return el("figure", { class: "chart" },
    el("figcaption", {}, element.title),
    el("div", { "aria-hidden": "true" }, ...bars),
    el("p", { class: "hidden-words" }, element.alternative));
}

function cardButton(one, press) {
  if (one.type === "link_button") {
    const node = link(one.url, one.label);
    node.className = "button";
    return node;
  }
  const run = async () => {
    if (one.confirm && !(await sure(one.confirm, one.label, one.style === "danger"))) return;
    press(one);
  };
  const look = one.style === "default" ? "" : ` ${one.style}`;
  return button(one.label, run, { class: `button${look}`, data: { key: `press ${one.action} ${one.value}` } });
}
