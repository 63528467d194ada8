// The citizen's side: what a person does on LINE, and what comes back.

import { Conversation } from "./conversation.js";
import { lineMessage, quickReplies } from "./line_messages.js";
import { fragment, now, piece } from "./pieces.js";
import { richMenu } from "./rich_menu.js";

export function citizenSide(side) {
  const conversation = new Conversation(side);
  const form = side.querySelector(".writer");

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = form.elements.text.value;
    if (!text.trim()) return;
    form.reset();
    say(text);
  });
  side.querySelector(".examples").addEventListener("click", ({ target }) => {
    const { text, kind = "text", shown = text } = target.closest("button")?.dataset ?? {};
    if (shown) send({ kind, text: text ?? "" }, shown);
  });

  const does = {
    say,
    press: (shown, data, params = {}) => send({ kind: "postback", data, params }, shown),
  };

  const showMenu = richMenu(side.querySelector(".rich-menu"), does);

  function say(text) {
    send({ kind: "text", text }, text);
  }

  /** What the person does reaches the bot; `shown` is what they seem to say with it, if anything. */
  function send(asked, shown) {
    if (shown) addNewest(piece("citizen-said", { body: shown, time: now() }));
    conversation.ask("/playground/line", asked, "replyToken", showAnswer);
  }

  function showAnswer({ messages }) {
    const shown = messages.map((message) => lineMessage(message, does));
    const choices = quickReplies(messages.at(-1), does);
    if (choices) shown.push(choices);
    addNewest(piece("line-answer", { body: fragment(...shown), time: now() }));
    showMenu();
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
