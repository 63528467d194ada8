// The inputs of a form. Source: Slack API docs, block elements, view_submission payload.

import { button, element, piece } from "./pieces.js";

const PAUSE_MS = 150;
const MOST_TYPED = { number_input: "decimal", url_text_input: "url" };

/** An input: its node, what a label can point at, and what is filled in. */
export function input(one, suggest) {
  switch (one.type) {
    case "plain_text_input":
    case "number_input":
    case "url_text_input":
      return typed(one);
    case "static_select":
      return chosen(one, menu(one));
    case "external_select":
      return lookUp(one, suggest);
    case "radio_buttons":
      return radios(one);
    default:
      return { node: piece("other-message", { kind: String(one.type) }), read: () => ({}) };
  }
}

/** A menu whose values are the places of its options. */
export function menu({ options = [], option_groups = [], initial_option, placeholder }) {
  const made = element("select");
  const all = [...options, ...option_groups.flatMap((group) => group.options)];
  made.append(...options.map(optionOf(all)));
  for (const { label, options: inside } of option_groups) {
    const group = element("optgroup");
    group.label = label.text;
    group.append(...inside.map(optionOf(all)));
    made.append(group);
  }
  if (!initial_option) made.prepend(new Option(placeholder?.text ?? "", "-1"));
  const first = all.findIndex(({ value }) => value === initial_option?.value);
  made.value = String(first);
  made.chosen = () => all[Number(made.value)] ?? null;
  return made;
}

function optionOf(all) {
  return (one) => new Option(one.text.text, String(all.indexOf(one)));
}

function chosen({ type }, node) {
  return { node, read: () => ({ type, selected_option: node.chosen() }) };
}

function typed({ type, multiline, initial_value = "", max_length, placeholder, focus_on_load }) {
  const node = element(multiline ? "textarea" : "input");
  if (MOST_TYPED[type]) node.inputMode = MOST_TYPED[type];
  if (multiline) node.rows = 4;
  if (max_length) node.maxLength = max_length;
  node.value = initial_value;
  node.placeholder = placeholder?.text ?? "";
  node.autocomplete = "off";
  node.autofocus = Boolean(focus_on_load);
  return { node, read: () => ({ type, value: node.value || null }) };
}

function radios({ type, action_id, options, initial_option }) {
  const node = element("div", { className: "radios" });
  node.setAttribute("role", "radiogroup");
  const buttons = options.map((one) => {
    const made = element("input");
    Object.assign(made, { type: "radio", name: action_id });
    made.checked = one.value === initial_option?.value;
    const label = element("label");
    label.append(made, one.text.text);
    node.append(label);
    return made;
  });
  const read = () => options[buttons.findIndex((one) => one.checked)] ?? null;
  return { node, read: () => ({ type, selected_option: read() }) };
}

/** A field to type in, with what the bot offers for it under it. */
function lookUp({ type, action_id, initial_option, placeholder, min_query_length = 3 }, suggest) {
  const node = element("div", { className: "look-up" });
  const field = element("input");
  const offered = element("div", { className: "offered" });
  offered.hidden = true;
  field.autocomplete = "off";
  field.placeholder = placeholder?.text ?? "";
  field.setAttribute("role", "combobox");
  node.append(field, offered);
  let option = null;
  let newest = 0;

  function choose(one) {
    option = one;
    field.value = one.text.text;
    newest += 1; // what is still on its way comes too late
    close();
  }
  function close() {
    offered.hidden = true;
    field.setAttribute("aria-expanded", "false");
  }
  async function look() {
    const mine = ++newest;
    const text = option ? "" : field.value;
    if (text.length < min_query_length) return close();
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    const options = mine === newest ? await suggest(action_id, text) : [];
    if (mine !== newest) return;
    const buttons = options.map((one) => button(one.text.text, () => choose(one)));
    offered.replaceChildren(...(buttons.length ? buttons : [piece("nothing-found")]));
    offered.hidden = false;
    field.setAttribute("aria-expanded", "true");
  }
  field.addEventListener("focus", look);
  field.addEventListener("input", () => {
    option = null;
    look();
  });
  node.addEventListener("focusout", ({ relatedTarget }) => {
    if (!node.contains(relatedTarget)) close();
  });
  if (initial_option) choose(initial_option);
  else close();
  return { node, control: field, read: () => ({ type, selected_option: option }) };
}
