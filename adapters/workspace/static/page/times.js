// Times as people read them, in the workspace's time zone.

import { session } from "./session.js";

function format(options) {
  const made = new Map();
  return (time) => {
    if (!made.has(session.zone)) {
      made.set(session.zone, new Intl.DateTimeFormat("en-GB", { timeZone: session.zone, ...options }));
    }
    return made.get(session.zone).format(new Date(time));
  };
}

export const clockTime = format({ hour: "2-digit", minute: "2-digit" });
export const longDay = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
export const shortDay = format({ day: "numeric", month: "short" });
export const dayAndTime = format({
  weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit",
});
