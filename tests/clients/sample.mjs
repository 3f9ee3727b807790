// The sample conversation as two platforms see it: who says what where, and the set-up for it.
//
// The Playground has one channel for people to talk in, so the sample's Teams channels are all played
// in that one; on Slack each has its own. The look-back at an earlier programme is left out: it is
// another community's.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./programs.mjs";
import { ANN, CATH, CENTRAL, DESK, GENERAL, TENANT } from "./teams_world.mjs";

const read = (name) => readFileSync(join(ROOT, "bot/sample", name), "utf8");
const { hubs, people } = JSON.parse(read("people.json"));
const names = JSON.parse(read("names.json"));
const PROGRAMME = "fostering-hubs";
const ROLES = { hub: "member", facilitator: "facilitator", department: "official" };
export const SLACK_TEAM = "T01TEST";
export const SLACK_DESK = "C0DESK";
export const SLACK_CENTRAL = "C0CENTRAL";
export const SLACK_ANN = "U2ANN";
export const SLACK_CATH = "U2CATH";

export const lines = read("corpus.jsonl")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line))
  .filter((line) => line.programme === PROGRAMME && !/look-back/i.test(line.channel));

const slackChannels = [...new Set(lines.filter((line) => line.platform === "slack").map((line) => line.channel))];
export const slackChannel = (name) => `C1${String(slackChannels.indexOf(name)).padStart(3, "0")}`;
export const slackUser = (author) => `U1${author.slice(1)}`;
export const teamsUser = (author) => ({
  id: `00000000-0000-4000-8000-000000001${author.slice(1)}`,
  name: names[author],
});

// Returns the users and channels of a Slack in which the sample can be played.
export function slackWorkspace(bot) {
  const users = Object.keys(people).map((author) => ({
    id: slackUser(author),
    name: author,
    real_name: names[author],
    email: `${author}@example.org`,
  }));
  // Two whom the sample doesn't know; one has the e-mail address of somebody on Teams.
  users.push({ id: SLACK_ANN, name: "ann", real_name: "Ann", email: "ann.h@example.org" });
  users.push({ id: SLACK_CATH, name: "cath", real_name: "Cath Reid", email: CATH.email });
  const members = [bot, ...users.map((user) => user.id)];
  const talk = slackChannels.map((name) => ({ id: slackChannel(name), name, members }));
  const own = [
    { id: SLACK_DESK, name: "facilitators", members },
    { id: SLACK_CENTRAL, name: "for-the-department", members },
  ];
  return { users, channels: [...talk, ...own] };
}

const account = (platform, tenant, user) => ({ platform, tenant, user });

// Returns the set-up: hubs, channels of both platforms, and people, each one person on both.
export function setUp() {
  const own = new Set(hubs.filter(({ slug }) => !slug.startsWith("raa-")).map(({ slug }) => slug));
  const channel = (platform, conversation, purpose, name) => ({
    platform,
    tenant: platform === "slack" ? SLACK_TEAM : TENANT,
    conversation,
    name,
    community: "fostering",
    purpose,
    // In Teams it is switched on in the channel itself: until then it is not known where to tell it.
    capture: purpose === "community" && platform === "slack",
  });
  const members = Object.entries(people).filter(([, { role }]) => role in ROLES);
  return JSON.stringify({
    programmes: [{ slug: PROGRAMME, name: "Fostering hubs" }],
    communities: [{ slug: "fostering", name: "Fostering hubs", programme: PROGRAMME }],
    hubs: [...own].map((slug) => ({ slug, name: hubs.find((hub) => hub.slug === slug).name, programme: PROGRAMME })),
    channels: [
      ...slackChannels.map((name) => channel("slack", slackChannel(name), "community", name)),
      channel("slack", SLACK_DESK, "facilitators", "facilitators"),
      channel("slack", SLACK_CENTRAL, "central", "for-the-department"),
      channel("teams", GENERAL, "community", "General"),
      channel("teams", DESK, "facilitators", "Desk"),
      channel("teams", CENTRAL, "central", "For the department"),
    ],
    people: [
      { name: ANN.name, accounts: [account("teams", TENANT, ANN.id)], roles: { fostering: "facilitator" } },
      ...members.map(([author, { hub, role }]) => ({
        name: names[author],
        ...(own.has(hub) ? { hub } : {}),
        accounts: [account("slack", SLACK_TEAM, slackUser(author)), account("teams", TENANT, teamsUser(author).id)],
        roles: { fostering: ROLES[role] },
      })),
    ],
  });
}
