// Block Kit as plain HTML. Source: Slack API docs, reference of blocks and block elements.

import { menu } from "./inputs.js";
import { mrkdwn } from "./mrkdwn.js";
import { button, element, fragment, link, piece } from "./pieces.js";

/** A message: its blocks, or its text where it has none. ``press`` gets each action as Slack sends
 * it, and what is to be confirmed before. */
export function slackBlocks({ blocks = [], text = "" }, press) {
  if (!blocks.length) return withText("div", "section", { type: "mrkdwn", text });
  return fragment(...blocks.map((block) => shown(block, press)));
}

function shown(block, press) {
  switch (block.type) {
    case "section":
      return section(block, press);
    case "header":
      return withText("h3", "header", block.text);
    case "divider":
      return element("hr");
    case "context":
      return context(block);
    case "actions":
      return actions(block, press);
    default:
      return other(block);
  }
}

function section({ text, fields = [], accessory, block_id }, press) {
  const said = text ? withText("div", "", text) : element("div");
  said.append(...fields.map((field) => withText("div", "field", field)));
  const made = element("div", { className: "section" });
  made.append(said);
  if (accessory) made.append(actions({ elements: [accessory], block_id }, press));
  return made;
}

function context({ elements }) {
  const made = element("div", { className: "context" });
  made.append(
    ...elements.map((one) =>
      one.type === "image" ? other(one) : withText("span", "context-text", one),
    ),
  );
  return made;
}

function actions({ elements, block_id = "playground" }, press) {
  const made = element("div", { className: "actions" });
  made.setAttribute("role", "group");
  made.append(...elements.map((one) => action({ block_id, ...one }, press)));
  return made;
}

function action(one, press) {
  const { type, action_id, block_id, value = "" } = one;
  if (type === "static_select") {
    const made = menu(one);
    const send = () => press({ type, action_id, block_id, selected_option: made.chosen() });
    made.addEventListener("change", send);
    return made;
  }
  if (type !== "button") return other(one);
  if (one.url) return link(one.url, one.text.text);
  const text = { ...one.text };
  const send = () => press({ type, action_id, block_id, value, text }, one.confirm);
  const made = button(text.text, send, one.style ?? "");
  if (one.accessibility_label) made.setAttribute("aria-label", one.accessibility_label);
  return made;
}

function withText(tag, className, { type, text }) {
  const made = element(tag, { className });
  made.append(type === "mrkdwn" ? mrkdwn(text) : text);
  return made;
}

function other({ type, alt_text = "" }) {
  return piece("other-message", { kind: String(type), words: alt_text });
}
