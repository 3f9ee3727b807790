// A menu that hangs from a button: arrow keys move, Escape and Tab close, focus goes back.

import { el } from "./dom.js";

let closeOpen = () => {};

// Each item: { label, run, checked?, danger? }; a string is a heading of what follows.
export function openMenu(opener, name, items) {
  closeOpen();
  const menu = el("div", { role: "menu", class: "menu", "aria-label": name });
  let group = menu;
  for (const item of items) {
    if (typeof item === "string") {
      group = el("div", { role: "group", "aria-label": item }, el("p", { class: "menu-heading", "aria-hidden": "true" }, item));
      menu.append(group);
    } else {
      group.append(menuItem(item));
    }
  }
  opener.closest("main, aside").append(menu);
  place(menu, opener);
  opener.setAttribute("aria-expanded", "true");
  const choices = [...menu.querySelectorAll("button")];
  const outside = (event) => {
    if (!menu.contains(event.target) && !opener.contains(event.target)) closeOpen();
  };
  closeOpen = () => {
    const hadFocus = menu.contains(document.activeElement);
    menu.remove();
    opener.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside);
    closeOpen = () => {};
    if (hadFocus) opener.focus();
  };
  document.addEventListener("pointerdown", outside);
  menu.addEventListener("keydown", (event) => moveWithin(event, choices));
  choices[0].focus();
}

function menuItem({ label, run, checked, danger }) {
  const role = checked === undefined ? "menuitem" : "menuitemcheckbox";
  const choose = () => {
    closeOpen();
    run();
  };
  return el("button", {
    type: "button", role, tabindex: "-1", class: danger ? "danger" : "",
    "aria-checked": checked === undefined ? undefined : String(checked), on: { click: choose },
  }, label);
}

function moveWithin(event, choices) {
  const now = choices.indexOf(document.activeElement);
  const goals = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: choices.length - 1 };
  if (event.key in goals) {
    event.preventDefault();
    choices.at(goals[event.key] % choices.length).focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    closeOpen();
  }
}

function place(menu, opener) {
  const at = opener.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = at.bottom + 4;
  const top = below + height > innerHeight ? Math.max(8, at.top - height - 4) : below;
  menu.style.top = `${top}px`;
  menu.style.left = `${Math.max(8, Math.min(at.right - width, innerWidth - width - 8))}px`;
}
