// Live updates from the server. After a break everything is loaded anew.

import { session, tell } from "./session.js";

let source = null;

export function listen() {
  source?.close();
  source = new EventSource(`api/live?person=${encodeURIComponent(session.person.id)}`);
  let lost = false;
  source.addEventListener("message", (event) => tell("message", JSON.parse(event.data)));
  source.addEventListener("clock", (event) => tell("clock", JSON.parse(event.data)));
  source.addEventListener("progress", (event) => tell("progress", JSON.parse(event.data)));
  source.addEventListener("channel", (event) => tell("channel", JSON.parse(event.data)));
  source.onerror = () => {
    lost = true;
    document.getElementById("reconnecting").hidden = false;
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  };
  source.onopen = () => {
    document.getElementById("reconnecting").hidden = true;
    if (lost) tell("reload");
    lost = false;
  };
}
