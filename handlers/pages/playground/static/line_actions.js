// What can be pressed in LINE's messages. Source: Messaging API reference, action objects.

import { button, element, link, piece } from "./pieces.js";

const INPUTS = { date: "date", time: "time", datetime: "datetime-local" };

/** A button or link for an action; ``does`` has what the person may do: ``say`` and ``press``. */
export function pressable(action, does) {
  if (action.type === "uri") return link(action.uri, action.label);
  if (!isPressable(action)) return element("span", { text: action.label });
  return button(action.label, () => perform(action, does));
}

export function isPressable(action) {
  return ["message", "postback", "datetimepicker"].includes(action?.type);
}

export function perform(action, does) {
  if (action.type === "message") does.say(action.text);
  else if (action.type === "postback") does.press(action.displayText ?? action.text, action.data);
  else chooseDate(action, (chosen) => does.press("", action.data, { [action.mode]: chosen }));
}

/** The calendar that a telephone opens. */
function chooseDate({ label, mode, initial = "", min = "", max = "" }, take) {
  const input = element("input");
  const dialog = piece("choose-date", { title: label, body: input });
  input.type = INPUTS[mode] ?? "date";
  input.required = true;
  input.setAttribute("aria-labelledby", "choose-date-title");
  // LINE takes a small t between day and time; browsers want a capital one.
  Object.assign(input, {
    min: min.toUpperCase(),
    max: max.toUpperCase(),
    value: initial.toUpperCase(),
  });
  dialog.querySelector("[data-slot=close]").addEventListener("click", () => dialog.close());
  dialog.querySelector("form").addEventListener("submit", () => take(input.value));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
