// Forms as dialogs: fields with labels and hints, mistakes named in a summary and at the field.

import { button, el } from "./dom.js";
import { elementNodes } from "./card.js";
import { openDialog } from "./dialog.js";
import { fieldNode, mistakeIn, valueOf } from "./fields.js";

// Shows a form. `send(values)` returns mistakes by field name, or null when it was taken.
// Resolves to true when it was taken, false when it was left.
export async function openForm(form, send) {
  const taken = await openDialog(form.title, (close) => formNode(form, send, close));
  return taken === true;
}

function formNode(form, send, close) {
  const summary = el("div", { class: "mistakes", role: "alert", tabindex: "-1", hidden: true });
  const fields = new Map(form.fields.map((field) => [field.name, fieldNode(field)]));
  const submit = el("button", { type: "submit", class: "button primary" }, form.submit);
  const node = el("form", { novalidate: true, class: "form" },
    summary, ...elementNodes(form.intro ?? [], 3, null), ...fields.values(),
    el("p", { class: "row" }, submit, button("Cancel", () => close(false))));
  node.addEventListener("submit", async (event) => {
    event.preventDefault();
    const values = Object.fromEntries(form.fields.map((field) => [field.name, valueOf(field, node)]));
    let mistakes = mistakesIn(form, values);
    if (mistakes === null) {
      submit.disabled = true;
      mistakes = await send(values).finally(() => { submit.disabled = false; });
    }
    if (mistakes === null) close(true);
    else showMistakes(form, fields, summary, mistakes);
  });
  return node;
}

function mistakesIn(form, values) {
  const found = form.fields.map((field) => [field.name, mistakeIn(field, values[field.name])]);
  const mistakes = found.filter(([, words]) => words);
  return mistakes.length ? Object.fromEntries(mistakes) : null;
}

function showMistakes(form, fields, summary, mistakes) {
  for (const field of form.fields) {
    const node = fieldNode(field, valueOf(field, summary.parentElement), mistakes[field.name]);
    fields.get(field.name).replaceWith(node);
    fields.set(field.name, node);
  }
  const lines = Object.entries(mistakes).map(([name, words]) => mistakeLine(fields.get(name), words));
  summary.replaceChildren(el("h3", {}, "There is a problem"), el("ul", {}, ...lines));
  summary.hidden = false;
  summary.focus();
}

function mistakeLine(field, words) {
  const first = field?.querySelector("input, textarea, select");
  if (!first) return el("li", {}, words);
  const go = (event) => {
    event.preventDefault();
    first.focus();
  };
  return el("li", {}, el("a", { href: `#${first.id}`, on: { click: go } }, words));
}
