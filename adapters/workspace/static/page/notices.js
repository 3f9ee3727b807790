// Short words for everybody: what was done (read out) and what went wrong (shown and read out).

import { button, el } from "./dom.js";
import { Problem } from "./api.js";

export function say(words) {
  document.getElementById("status").textContent = words;
}

export function showProblem(words) {
  const close = button("Close", clearProblem, { class: "button plain" });
  document.getElementById("problem").replaceChildren(el("p", {}, words), close);
}

export function clearProblem() {
  document.getElementById("problem").replaceChildren();
}

// Runs something a person asked for; what goes wrong is said, and true returned when nothing did.
export async function trying(run) {
  clearProblem();
  try {
    await run();
    return true;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    showProblem(error.message);
    return false;
  }
}
