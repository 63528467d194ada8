// LINE's message objects as bubbles. Source: Messaging API reference, message objects.

import { flexContents } from "./flex.js";
import { pressable } from "./line_actions.js";
import { element, fragment, link, piece } from "./pieces.js";

const ADDRESS = /https?:\/\/[\w\-.~:/?#[\]@!$&'*+,;=%]+/g;
const SENTENCE_END = /[.,:;!?'\]]+$/;

/** A message; ``does`` has what a press may do. */
export function lineMessage(message, does) {
  if (message.type === "flex") return flexContents(message.contents, does) ?? other(message);
  if (message.type !== "text") return other(message);
  const bubble = element("div", { className: "bubble" });
  bubble.append(withLinks(message.text));
  return bubble;
}

/** Buttons under the newest message. */
export function quickReplies(message, does) {
  const items = (message?.quickReply?.items ?? []).map(({ action }) => pressable(action, does));
  return items.length ? piece("quick-replies", { body: fragment(...items) }) : null;
}

/** Text as it is, with web addresses as links. Line breaks are kept by the style. */
export function withLinks(text) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const address = found[0].replace(SENTENCE_END, "");
    parts.push(text.slice(end, found.index), link(address));
    end = found.index + address.length;
  }
  return fragment(...parts, text.slice(end));
}

function other({ type, altText = "" }) {
  return piece("other-message", { kind: String(type), words: altText });
}
