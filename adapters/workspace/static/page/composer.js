// Where you write: a message, a reply, or a command after a slash with a list to choose from.

import * as api from "./api.js";
import { interact } from "./answers.js";
import { el, uniqueId } from "./dom.js";
import { say, showProblem, trying } from "./notices.js";
import { session } from "./session.js";

const drafts = new Map();

// `where` is { channel, thread }; `name` says in words where it will be posted.
export function composer(where, name) {
  const id = uniqueId("write");
  const input = el("textarea", {
    id, rows: "2", class: "write", "aria-describedby": `${id}-hint`, "aria-autocomplete": "list",
    "aria-controls": `${id}-commands`, autocomplete: "off",
  });
  const list = el("ul", { id: `${id}-commands`, role: "listbox", class: "commands", "aria-label": "Commands", hidden: true });
  const node = el("form", { class: "composer" },
    el("label", { for: id }, name), list, input,
    el("div", { class: "composer-foot" },
      el("p", { id: `${id}-hint`, class: "hint" }, "Type / for commands. Enter sends, Shift and Enter starts a new line."),
      el("button", { type: "submit", class: "button primary" }, "Send")));
  const choices = new CommandChoices(input, list);
  const draft = `${session.person.id} ${where.channel} ${where.thread ?? ""}`;
  input.value = drafts.get(draft) ?? "";
  input.addEventListener("input", () => {
    drafts.set(draft, input.value);
    choices.update();
  });
  input.addEventListener("keydown", (event) => {
    if (choices.handles(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      node.requestSubmit();
    }
  });
  input.addEventListener("blur", () => choices.close());
  node.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text === "" || node.ariaBusy === "true") return;
    node.ariaBusy = "true";
    const sent = await send(where, text).finally(() => { node.ariaBusy = null; });
    if (!sent) return;
    input.value = "";
    drafts.delete(draft);
    choices.close();
  });
  return node;
}

async function send(where, text) {
  if (text.startsWith("/")) return sendCommand(where, text);
  return trying(async () => {
    await api.post({ person: session.person.id, ...where, text });
    say("Sent.");
  });
}

async function sendCommand(where, text) {
  const [, name, rest] = text.match(/^\/(\S*)\s*([\s\S]*)$/);
  if (!session.commands.some((command) => command.name === name)) {
    const known = session.commands.map((command) => `/${command.name}`).join(", ");
    showProblem(`There is no command /${name}. You can use ${known}.`);
    return false;
  }
  return interact(where, { type: "command", command: name, text: rest });
}

class CommandChoices {
  constructor(input, list) {
    this.input = input;
    this.list = list;
    this.at = -1;
  }

  update() {
    const typed = this.input.value.match(/^\/(\S*)$/);
    const found = typed ? session.commands.filter((command) => command.name.startsWith(typed[1])) : [];
    this.at = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.list.hidden = found.length === 0;
    this.list.replaceChildren(...found.map((command, index) => this.#option(command, index)));
    if (found.length) say(`${found.length} ${found.length === 1 ? "command" : "commands"}. Use the arrow keys to choose.`);
  }

  close() {
    this.list.hidden = true;
    this.at = -1;
    this.input.removeAttribute("aria-activedescendant");
  }

  // Returns true when the key was for the list.
  handles(event) {
    const options = [...this.list.children];
    if (this.list.hidden || !options.length) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : this.at < 0 ? 0 : -1;
      this.#choose(options, (this.at + step + options.length) % options.length);
    } else if (event.key === "Escape") {
      this.close();
      event.stopPropagation();
    } else if ((event.key === "Enter" && this.at >= 0) || (event.key === "Tab" && !event.shiftKey)) {
      this.#take(options[Math.max(this.at, 0)].dataset.command);
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }

  #option(command, index) {
    const take = (event) => {
      event.preventDefault();
      this.#take(command.name);
    };
    return el("li", {
      role: "option", id: `${this.list.id}-${index}`, "aria-selected": "false",
      data: { command: command.name }, on: { pointerdown: take },
    }, el("strong", {}, command.usage || `/${command.name}`), " ", el("span", {}, command.description));
  }

  #choose(options, index) {
    this.at = index;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    options[index].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", options[index].id);
  }

  #take(name) {
    this.input.value = `/${name} `;
    this.input.dispatchEvent(new Event("input"));
    this.close();
  }
}
