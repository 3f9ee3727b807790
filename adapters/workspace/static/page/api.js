// Calls to the workspace's own server. Every failure becomes a Problem with words for the person.

export class Problem extends Error {}

async function call(method, path, body) {
  let response;
  try {
    response = await fetch(`api/${path}`, {
      method,
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body ? JSON.stringify(body) : undefined,
    });
  } catch {
    throw new Problem("The workspace does not answer. Check that it is still running, then try again.");
  }
  if (response.ok) return response.json();
  const words = response.status < 500 ? await response.text() : "Something went wrong here. Try again.";
  throw new Problem(words);
}

const id = encodeURIComponent;

export const start = () => call("GET", "start");
export const channels = (person) => call("GET", `channels?person=${id(person)}`);
export const letBotIn = (channel, body) => call("POST", `channels/${id(channel)}/bot`, body);
export const messages = (person, channel, before) =>
  call("GET", `channels/${id(channel)}/messages?person=${id(person)}${before ? `&before=${before}` : ""}`);
export const message = (person, message) => call("GET", `messages/${id(message)}?person=${id(person)}`);
export const thread = (person, root) => call("GET", `messages/${id(root)}/thread?person=${id(person)}`);
export const post = (body) => call("POST", "messages", body);
export const edit = (message, body) => call("PATCH", `messages/${id(message)}`, body);
export const remove = (message, body) => call("DELETE", `messages/${id(message)}`, body);
export const react = (message, body) => call("POST", `messages/${id(message)}/reactions`, body);
export const interact = (body) => call("POST", "interactions", body);
export const moveClock = (seconds) => call("POST", "clock", { seconds });
