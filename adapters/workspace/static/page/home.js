// The bot's own page for you.

import { interact } from "./answers.js";
import { cardNode } from "./card.js";
import { button, el } from "./dom.js";
import { heading } from "./stream.js";

const NOWHERE = { channel: null, thread: null };

export async function openHome() {
  heading("Home", "What Common Thread has for you. Only you can see this page.");
  const answers = el("div", { class: "home-answers", "aria-live": "polite" });
  const page = el("div", { class: "home-card" });
  document.getElementById("place").replaceChildren(el("div", { class: "home" }, answers, page));
  await refresh(page, answers);
}

async function refresh(page, answers) {
  const fill = (card) => page.replaceChildren(cardNode(card, 2, (one) => press(one, page, answers)));
  await interact(NOWHERE, { type: "home" }, fill);
  if (!page.childElementCount) page.replaceChildren(el("p", {}, "There is nothing here for you yet."));
}

async function press(one, page, answers) {
  let replaced = false;
  const show = (card, how) => {
    replaced = how === "replace";
    const run = (next) => press(next, page, answers);
    if (replaced) page.replaceChildren(cardNode(card, 2, run));
    else showAnswer(card, answers, run);
  };
  const done = await interact(NOWHERE, { type: "button", action: one.action, value: one.value }, show);
  if (done && !replaced) await refresh(page, answers);
}

function showAnswer(card, answers, run) {
  const close = button("Dismiss", () => answers.replaceChildren(), { class: "button plain" });
  answers.replaceChildren(el("div", { class: "private-card" }, el("p", { class: "private-note" }, "Only you can see this ", close), cardNode(card, 2, run)));
}
