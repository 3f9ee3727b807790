// One field of a form: its element, what was filled in, and what is wrong with that.

import { el, hiddenWords } from "./dom.js";
import { withNames } from "./words.js";

const MOST_RADIOS = 8;

export function fieldNode(field, value = field.values ?? field.value, mistake = "") {
  const make = field.type === "text_field" ? textField
    : field.type === "choice_field" && field.options.length > MOST_RADIOS ? selectField : optionsField;
  const node = make(field, value ?? "", mistake);
  node.id = `field-${field.name}`;
  node.classList.add("field");
  node.classList.toggle("wrong", mistake !== "" && mistake !== undefined);
  return node;
}

export function valueOf(field, form) {
  if (field.type === "many_field") {
    return [...form.querySelectorAll(`[name="${field.name}"]:checked`)].map((box) => box.value);
  }
  return new FormData(form).get(field.name) ?? "";
}

export function mistakeIn(field, value) {
  if (field.type === "many_field") return "";
  if (field.required && value.trim() === "") {
    return field.type === "text_field" ? `Fill in “${field.label}”` : `Choose an answer for “${field.label}”`;
  }
  if (field.type === "text_field" && value.length > field.max_length) {
    return `“${field.label}” must be ${field.max_length} characters or fewer. You have ${value.length}`;
  }
  return "";
}

function textField(field, value, mistake) {
  const shared = { id: `input-${field.name}`, name: field.name, ...told(field, mistake) };
  const input = field.multiline
    ? el("textarea", { ...shared, rows: "4" })
    : el("input", { ...shared, type: "text", autocomplete: "off" });
  input.value = value;
  return el("div", {}, el("label", { for: shared.id }, label(field)), ...about(field, mistake), input);
}

function selectField(field, value, mistake) {
  const empty = el("option", { value: "" }, "Choose one");
  const options = field.options.map((option) => el("option", { value: option.value }, withNames(option.label)));
  const select = el("select", { id: `input-${field.name}`, name: field.name, ...told(field, mistake) }, empty, ...options);
  select.value = value;
  return el("div", {}, el("label", { for: `input-${field.name}` }, label(field)), ...about(field, mistake), select);
}

function optionsField(field, value, mistake) {
  const type = field.type === "many_field" ? "checkbox" : "radio";
  const chosen = [].concat(value);
  const options = field.options.map((option, index) => {
    const id = `input-${field.name}-${index}`;
    const hint = option.hint ? el("span", { class: "hint", id: `${id}-hint` }, option.hint) : null;
    const input = el("input", {
      type, id, name: field.name, value: option.value, checked: chosen.includes(option.value),
      "aria-describedby": hint ? `${id}-hint` : undefined,
    });
    return el("div", { class: "option" }, input, el("label", { for: id }, withNames(option.label)), hint);
  });
  return el("fieldset", told(field, mistake, false), el("legend", {}, label(field)), ...about(field, mistake), ...options);
}

function label(field) {
  const optional = field.type !== "many_field" && !field.required;
  return optional ? `${field.label} (optional)` : field.label;
}

function about(field, mistake) {
  return [
    field.hint ? el("p", { class: "hint", id: `hint-${field.name}` }, field.hint) : null,
    mistake ? el("p", { class: "mistake", id: `mistake-${field.name}` }, hiddenWords("Error: "), mistake) : null,
  ];
}

function told(field, mistake, single = true) {
  const ids = [field.hint ? `hint-${field.name}` : "", mistake ? `mistake-${field.name}` : ""].join(" ").trim();
  return {
    "aria-describedby": ids || undefined,
    "aria-invalid": single && mistake ? "true" : undefined,
    "aria-required": single && field.required ? "true" : undefined,
  };
}
