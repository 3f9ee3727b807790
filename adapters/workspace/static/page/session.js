// What the page knows: who you are, what there is, where you look. Parts of the page listen to it.

const listeners = new Map();

export const session = {
  people: [],
  commands: [],
  actions: [],
  reactions: [],
  zone: "Europe/London",
  person: null,
  channels: [],
  channel: null,
  unread: new Map(),
  latest: 0,
};

export function on(topic, run) {
  listeners.set(topic, [...(listeners.get(topic) ?? []), run]);
}

export function tell(topic, detail) {
  for (const run of listeners.get(topic) ?? []) run(detail);
}

export function personNamed(id) {
  return session.people.find((person) => person.id === id);
}

export function channelNamed(id) {
  return session.channels.find((channel) => channel.id === id);
}

// A conversation of people with the bot: direct, or a group message.
export function isPrivate(channel) {
  return channel.purpose === "direct" || channel.purpose === "group";
}

export function directChannel() {
  return session.channels.find((channel) => channel.purpose === "direct");
}

// Goes to an address of the page, anew when it stands there already.
export function goTo(address) {
  if (location.hash === address) dispatchEvent(new HashChangeEvent("hashchange"));
  else location.hash = address;
}
