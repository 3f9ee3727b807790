// Short words for everybody: what was done (read out) and what went wrong (shown and read out).

import { button, el } from "./dom.js";
import { Problem } from "./api.js";
import { on } from "./session.js";

// What is going on by itself is shown as it changes, and read out only as it begins and ends.
on("progress", (words) => {
  const line = document.getElementById("progress");
  if (line.hidden !== (words === "")) say(words || "All messages are read and grouped.");
  line.hidden = words === "";
  line.textContent = words;
});

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
