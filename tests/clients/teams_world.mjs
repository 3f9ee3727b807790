// Who and what there is on the Teams of the tests, and the shapes in which Teams tells of it.

const id = (last) => `00000000-0000-4000-8000-${String(last).padStart(12, "0")}`;
export const TENANT = id(1);
export const BOT = "28:commonthread";
export const TEAM = "19:hubs@thread.tacv2";
export const GENERAL = TEAM;
export const CENTRAL = "19:department@thread.tacv2";
export const DESK = "19:desk@thread.v2";
export const PERSONAL = "a:ann";
const TEAM_GROUP = id(2);
// People's ids are those of the directory, so that it knows the chat it is asked to open with one.
export const people = ["Ann Hughes", "Bob Price", "Cath Reid", "Dev Shah", "Elin Rees", "Fay Moss"].map(
  (name, number) => ({ id: id(100 + number), name, email: `${name.split(" ")[0].toLowerCase()}@example.org` }),
);
export const [ANN, BOB, CATH, DEV, ELIN, FAY] = people;

// Returns the playground's configuration: exactly six people, a personal chat, a group chat, a team.
export function configuration() {
  const [me, ...others] = people.map(({ id, name, email }) => {
    const [givenName, surname] = name.split(" ");
    return { id, name, userPrincipleName: email, aadObjectId: id, givenName, surname, email };
  });
  return {
    version: "0.1.1",
    tenantId: TENANT,
    bot: { id: BOT, name: "Common Thread" },
    currentUser: me,
    users: others,
    personalChat: { id: PERSONAL },
    groupChat: { id: DESK, name: "Desk" },
    team: {
      id: TEAM,
      name: "Hubs",
      aadGroupId: TEAM_GROUP,
      channels: [{ id: CENTRAL, name: "For the department" }],
    },
  };
}

// Returns an activity about a message (or a place), sent by somebody.
export function activity(serviceUrl, message, from, what) {
  const { channelData, ...more } = what;
  const now = new Date().toISOString();
  return {
    id: message.id,
    timestamp: now,
    localTimestamp: now,
    channelId: "msteams",
    serviceUrl,
    from: { id: from.id, aadObjectId: from.id, name: from.name },
    recipient: { id: BOT, name: "Common Thread" },
    conversation: { ...kindOf(message.conversation), tenantId: TENANT, id: placeOf(message) },
    channelData: { tenant: { id: TENANT }, ...inTeam(message.conversation), ...channelData },
    locale: "en-GB",
    entities: [{ type: "clientInfo", locale: "en-GB", country: "GB", platform: "Web", timezone: "Europe/London" }],
    ...more,
  };
}

// Returns the conversation's id as Teams gives it: in a channel that of the thread.
export function placeOf({ conversation, thread, id }) {
  const root = thread ?? id;
  const threaded = root && kindOf(conversation).conversationType === "channel";
  return threaded ? `${conversation};messageid=${root}` : conversation;
}

function kindOf(conversation) {
  if (conversation === DESK) return { conversationType: "groupChat", isGroup: true };
  return conversation.endsWith("@thread.tacv2")
    ? { conversationType: "channel", isGroup: true }
    : { conversationType: "personal" };
}

function inTeam(conversation) {
  if (kindOf(conversation).conversationType !== "channel") return {};
  const team = { id: TEAM, aadGroupId: TEAM_GROUP };
  return { teamsChannelId: conversation, teamsTeamId: TEAM, team, channel: { id: conversation } };
}

// Returns a message as the action menu hands it over.
export function payload({ id, conversation, thread, author, text }) {
  const user = { userIdentityType: "aadUser", id: author.id, displayName: author.name };
  return {
    linkToMessage: `https://teams.microsoft.com/l/message/${conversation}/${id}`,
    id,
    ...(thread ? { replyToId: thread } : {}),
    createdDateTime: new Date(Number(id)).toISOString(),
    lastModifiedDateTime: null,
    deleted: false,
    subject: null,
    summary: null,
    importance: "normal",
    locale: "en-gb",
    body: { contentType: "html", content: `<div>${escapeHtml(text)}</div>` },
    from: { device: null, conversation: null, user, application: null },
    reactions: [],
    mentions: [],
    attachments: [],
  };
}

function escapeHtml(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
