// Modal dialogs: a form to fill in, and "are you sure". Escape closes; focus goes back by itself.

import { button, el, uniqueId } from "./dom.js";

// Shows a dialog; resolves when it is closed, to what was given to `close`.
export function openDialog(title, fill) {
  const name = uniqueId("dialog");
  const heading = el("h2", { id: name, tabindex: "-1" }, title);
  const dialog = el("dialog", { class: "dialog", "aria-labelledby": name });
  const opener = document.activeElement;
  const openerId = opener?.closest("[data-message]")?.id;
  return new Promise((resolve) => {
    let result;
    const close = (value) => {
      result = value;
      dialog.close();
    };
    dialog.addEventListener("close", () => {
      dialog.remove();
      const back = opener?.isConnected ? opener : document.getElementById(openerId);
      back?.focus();
      resolve(result);
    });
    dialog.append(heading, fill(close));
    document.body.append(dialog);
    dialog.showModal();
    heading.focus();
  });
}

export async function sure(question, yes, danger = false) {
  const chosen = await openDialog(question, (close) =>
    el("p", { class: "row" },
      button(yes, () => close(true), { class: danger ? "button danger" : "button primary" }),
      button("Cancel", () => close(false))));
  return chosen === true;
}
