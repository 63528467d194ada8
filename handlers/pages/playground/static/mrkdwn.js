// Slack's mrkdwn as HTML elements. Source: Slack API docs, formatting text for app surfaces.

import { element, fragment, link } from "./pieces.js";

const QUOTE = /^(?:>|&gt;) ?/;
const INLINE = new RegExp(
  [
    "`(?<code>[^`]+)`",
    "<(?<address>[^<>|]+)(?:\\|(?<label>[^<>]+))?>",
    "(?<![\\w*])\\*(?<bold>[^\\s*](?:[^*]*[^\\s*])?)\\*(?![\\w*])",
    "(?<![\\w_])_(?<italic>[^\\s_](?:[^_]*[^\\s_])?)_(?![\\w_])",
    "(?<![\\w~])~(?<struck>[^\\s~](?:[^~]*[^\\s~])?)~(?![\\w~])",
    "(?<bare>https?://[\\w\\-.~:/?#@!$&'*+,;=%]*[\\w/])",
  ].join("|"),
  "g",
);

export function mrkdwn(text) {
  const made = fragment();
  let quote = null;
  let needsBreak = false;
  for (const line of text.split("\n")) {
    const isQuote = QUOTE.test(line);
    if (isQuote && !quote) made.append((quote = element("blockquote")));
    else if (isQuote) quote.append(element("br"));
    else if (quote) quote = null;
    else if (needsBreak) made.append(element("br"));
    (quote ?? made).append(inline(isQuote ? line.replace(QUOTE, "") : line));
    needsBreak = true;
  }
  return made;
}

function inline(text) {
  const made = fragment();
  let end = 0;
  for (const found of text.matchAll(INLINE)) {
    made.append(decoded(text.slice(end, found.index)), marked(found.groups));
    end = found.index + found[0].length;
  }
  made.append(decoded(text.slice(end)));
  return made;
}

function marked({ code, address, label, bold, italic, struck, bare }) {
  if (code) return element("code", { text: decoded(code) });
  if (bare) return link(decoded(bare));
  if (address) return link(decoded(address), decoded(label ?? address));
  const [tag, inner] = bold ? ["strong", bold] : italic ? ["em", italic] : ["s", struck];
  const made = element(tag);
  made.append(inline(inner));
  return made;
}

/** Slack escapes these three characters and no others. */
function decoded(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
