// The citizen's side: what a person does on LINE, and what comes back.

import { Conversation } from "./conversation.js";
import { lineMessage, quickReplies } from "./line_messages.js";
import { fragment, now, piece } from "./pieces.js";

export function citizenSide(side) {
  const conversation = new Conversation(side);
  const form = side.querySelector(".writer");

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = form.elements.text.value;
    if (!text.trim()) return;
    form.reset();
    say("text", text, text);
  });
  side.querySelector(".examples").addEventListener("click", ({ target }) => {
    const { text, kind = "text", shown = text } = target.closest("button")?.dataset ?? {};
    if (shown) say(kind, text ?? "", shown);
  });

  function say(kind, text, shown) {
    addNewest(piece("citizen-said", { body: shown, time: now() }));
    conversation.ask("/playground/line", { kind, text }, "replyToken", showAnswer);
  }

  function showAnswer({ messages }) {
    const shown = messages.map(lineMessage);
    const choices = quickReplies(messages.at(-1), (text) => say("text", text, text));
    if (choices) shown.push(choices);
    addNewest(piece("line-answer", { body: fragment(...shown), time: now() }));
  }

  /** LINE shows quick replies under the newest message only. */
  function addNewest(message) {
    side.querySelectorAll(".quick-replies").forEach((old) => old.remove());
    conversation.add(message);
  }

  return {
    arrived(to, body) {
      if (body.replyToken) conversation.arrived(to, body);
      else showAnswer(body); // a push answers nobody
    },
  };
}
