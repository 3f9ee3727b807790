// What comes of a command, an action, a button or a form: words, a form to fill in, a changed card.

import * as api from "./api.js";
import { openForm } from "./form.js";
import { say, trying } from "./notices.js";
import { session } from "./session.js";

const WORDS = { done: "Done.", say: "Answered. Only you can see the answer.", replace: "Updated." };

// `where` gives channel and thread (none: the bot's own page). `show(card)` is for cards that are
// no message. Returns true when it went through to its end.
export async function interact(where, body, show = () => {}) {
  let answer;
  const sent = await trying(async () => {
    answer = await api.interact({ person: session.person.id, ...where, ...body });
  });
  return sent && finish(answer, where, body, show);
}

async function finish(answer, where, body, show) {
  if (answer.answer === "ask") return askWith(answer.form, where, body, show);
  if (answer.card) show(answer.card, answer.answer);
  if (body.type !== "home") say(WORDS[answer.answer]);
  return true;
}

async function askWith(form, where, body, show) {
  let answer = null;
  const source = { message: body.type === "button" || body.type === "form" ? body.message : undefined };
  const send = async (values) => {
    try {
      answer = await api.interact({
        person: session.person.id, ...where, ...source, type: "form", form: form.form, context: form.context, values,
      });
    } catch (error) {
      if (!(error instanceof api.Problem)) throw error;
      return { "": error.message };
    }
    return answer.answer === "invalid" ? answer.errors : null;
  };
  if (!(await openForm(form, send))) return false;
  return finish(answer, where, { ...source, type: "form" }, show);
}
