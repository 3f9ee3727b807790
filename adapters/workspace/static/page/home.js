// The bot's own pages for you: your home, and a facilitator's desk.

import { interact } from "./answers.js";
import { cardNode } from "./card.js";
import { button, el } from "./dom.js";
import { heading } from "./stream.js";

const NOWHERE = { channel: null, thread: null };

export const openHome = () =>
  openPage("Home", "What Common Thread has for you. Only you can see this page.", { type: "home" });

export const openDesk = () =>
  openPage("Your desk", "What waits for you as a facilitator. Only you can see this page.", {
    type: "command", command: "commonthread", text: "desk",
  });

async function openPage(name, note, asks) {
  heading(name, note);
  const answers = el("div", { class: "home-answers", "aria-live": "polite" });
  const card = el("div", { class: "home-card" });
  const page = { asks, answers, card };
  document.getElementById("place").replaceChildren(el("div", { class: "home" }, answers, card));
  await refresh(page);
}

async function refresh(page) {
  const fill = (card) => put(page, card);
  await interact(NOWHERE, page.asks, fill);
  if (!page.card.childElementCount) page.card.replaceChildren(el("p", {}, "There is nothing here for you yet."));
}

async function press(one, page) {
  let replaced = false;
  const show = (card, how) => {
    replaced = how === "replace";
    if (replaced) put(page, card);
    else showAnswer(card, page);
  };
  const done = await interact(NOWHERE, { type: "button", action: one.action, value: one.value }, show);
  if (done && !replaced) await refresh(page);
}

// Puts the card in the place of the one before. Focus goes to the same button, else to its start.
function put(page, card) {
  const key = page.card.contains(document.activeElement) ? document.activeElement.dataset.key ?? "" : null;
  const node = cardNode(card, 2, (one) => press(one, page));
  page.card.replaceChildren(node);
  if (key === null) return;
  node.tabIndex = -1;
  (node.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? node).focus();
}

function showAnswer(card, page) {
  const close = button("Dismiss", () => page.answers.replaceChildren(), { class: "button plain" });
  const run = (next) => press(next, page);
  page.answers.replaceChildren(el("div", { class: "private-card" }, el("p", { class: "private-note" }, "Only you can see this ", close), cardNode(card, 2, run)));
  page.answers.scrollIntoView({ block: "start" });
}
