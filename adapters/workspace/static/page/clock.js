// The demonstration's clock: ticks on by itself and can be moved.

import * as api from "./api.js";
import { say, trying } from "./notices.js";
import { on } from "./session.js";
import { dayAndTime } from "./times.js";

let ahead = -Infinity;

export function startClock(now) {
  set(now);
  setInterval(show, 1000);
  for (const one of document.querySelectorAll(".clock button")) one.addEventListener("click", () => move(one));
  on("clock", set);
}

// The clock only moves forward, and news of its moves may come late.
function set(now) {
  ahead = Math.max(ahead, new Date(now) - Date.now());
  show();
}

function show() {
  const time = new Date(Date.now() + ahead);
  const node = document.getElementById("now");
  const words = dayAndTime(time);
  if (node.textContent === words) return;
  node.textContent = words;
  node.dateTime = time.toISOString();
}

async function move(one) {
  const clock = one.closest(".clock");
  if (clock.ariaBusy === "true") return;
  clock.ariaBusy = "true";
  await trying(async () => {
    const { now } = await api.moveClock(Number(one.dataset.seconds));
    set(now);
    say(`It is now ${dayAndTime(now)}.`);
  });
  clock.ariaBusy = null;
}
