// Small helpers to make elements. Words always go in as text, never as HTML.

export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") for (const [event, run] of Object.entries(value)) element.addEventListener(event, run);
    else if (name === "data") Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function hiddenWords(text) {
  return el("span", { class: "hidden-words" }, text);
}

export function button(label, run, properties = {}) {
  return el("button", { type: "button", class: "button", ...properties, on: { click: run } }, label);
}

let last = 0;

export function uniqueId(stem) {
  last += 1;
  return `${stem}-${last}`;
}
