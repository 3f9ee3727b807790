// Reading an Adaptive Card as a person would: its words, its buttons, its fields.

// Returns every object in a card, outermost first.
function* parts(value) {
  if (Array.isArray(value)) for (const each of value) yield* parts(each);
  else if (value && typeof value === "object") {
    yield value;
    for (const each of Object.values(value)) yield* parts(each);
  }
}

// Returns all words that a card shows, in one text; those of its hidden questions too.
export function cardWords(card) {
  const shown = [];
  for (const part of parts(card)) {
    if (part.type === "TextBlock") shown.push(part.text);
    if (part.type === "RichTextBlock") shown.push(part.inlines.map((run) => run.text).join(""));
    if (part.type === "FactSet") shown.push(...part.facts.map((fact) => `${fact.title} ${fact.value}`));
    if (part.label) shown.push(part.label);
    if (part.type?.startsWith("Action.") && part.title) shown.push(part.title);
    if (part.type === "Input.ChoiceSet") shown.push(...part.choices.map((choice) => choice.title));
  }
  return shown.join(" ");
}

export function fields(card) {
  return [...parts(card)].filter((part) => part.type?.startsWith("Input."));
}

// Returns the button with a label; of a button that first asks "are you sure", the one that does it.
export function button(card, label) {
  const named = [...parts(card)].filter((part) => part.type?.startsWith("Action.") && part.title === label);
  const found = named.find((action) => action.type !== "Action.ShowCard");
  if (!found) throw new Error(`no button "${label}" in: ${cardWords(card)}`);
  return found;
}

// Returns the button that sends a form.
export function sendButton(card) {
  return [...parts(card)].find((part) => part.data?.ct?.form !== undefined);
}

// Returns a form's values as Teams gives them: what is given, what stands there, or the first choice.
export function filledIn(card, given = {}) {
  const values = fields(card).map((field) => {
    const first = field.isRequired && !field.isMultiSelect ? field.choices?.[0].value : undefined;
    return [field.id, given[field.id] ?? field.value ?? first ?? ""];
  });
  return Object.fromEntries(values);
}
