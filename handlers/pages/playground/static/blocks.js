// Block Kit as plain HTML. Source: Slack API docs, reference of blocks and block elements.

import { mrkdwn } from "./mrkdwn.js";
import { button, element, fragment, link, piece } from "./pieces.js";

/** A message: its blocks, or its text where it has none. */
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
      return actions(block.elements, press);
    default:
      return other(block);
  }
}

function section({ text, fields = [], accessory }, press) {
  const made = text ? withText("div", "section", text) : element("div", { className: "section" });
  made.append(...fields.map((field) => withText("div", "field", field)));
  if (accessory) made.append(actions([accessory], press));
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

function actions(elements, press) {
  const made = element("div", { className: "actions" });
  made.setAttribute("role", "group");
  made.append(...elements.map((one) => action(one, press)));
  return made;
}

function action(one, press) {
  if (one.type !== "button") return other(one);
  if (one.url) return link(one.url, one.text.text);
  return button(one.text.text, () => press(one), one.style ?? "");
}

function withText(tag, className, { type, text }) {
  const made = element(tag, { className });
  made.append(type === "mrkdwn" ? mrkdwn(text) : text);
  return made;
}

function other({ type, alt_text = "" }) {
  return piece("other-message", { kind: String(type), words: alt_text });
}
