// Whether the bot is in the channel you look at; facilitators add and remove it.

import * as api from "./api.js";
import { sure } from "./dialog.js";
import { button } from "./dom.js";
import { say, trying } from "./notices.js";
import { isPrivate, session } from "./session.js";

export function showPresence(channel) {
  const place = document.getElementById("place-bot");
  place.replaceChildren();
  if (!channel || isPrivate(channel)) return;
  if (!channel.bot) place.append("Common Thread is not in this channel: it keeps and says nothing here. ");
  if (session.person.role !== "facilitator") return;
  const label = channel.bot ? "Remove Common Thread" : "Add Common Thread";
  place.append(button(label, () => change(channel, !channel.bot), { class: "button plain" }));
}

async function change(channel, on) {
  if (!on && !(await sure(`Remove Common Thread from ${channel.name}?`, "Remove Common Thread", true))) return;
  await trying(async () => {
    await api.letBotIn(channel.id, { person: session.person.id, on });
    say(on ? "Common Thread was added." : "Common Thread was removed.");
  });
}
