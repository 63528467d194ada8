// The side of staff: commands and buttons in Slack, and what comes back.

import { slackBlocks } from "./blocks.js";
import { Conversation } from "./conversation.js";
import { now, piece, words } from "./pieces.js";

export function staffSide(side) {
  const form = side.querySelector(".writer");
  if (!form) return { arrived() {} }; // nobody is registered yet
  const person = side.querySelector("#staff-person");
  const conversation = new Conversation(side);

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = form.elements.text.value;
    form.reset();
    command(text);
  });
  side.querySelector(".examples").addEventListener("click", ({ target }) => {
    const pressed = target.closest("button");
    if (pressed) command(pressed.dataset.text);
  });

  function command(text) {
    const name = person.selectedOptions[0].textContent;
    const said = { body: `/dx ${text}`, name, initial: name.slice(0, 1), time: now() };
    conversation.add(piece("staff-said", said));
    const asked = { user_id: person.value, text };
    conversation.ask("/playground/slack", asked, "answer", (body) =>
      conversation.add(messageOf(body, "seen-by-you")),
    );
  }

  /** A press leaves no line of its own: the answer takes the message's place, or follows it. */
  function press(message, { action_id, value = "" }) {
    const asked = { user_id: person.value, action_id, value };
    const take = (body) => {
      if (body.delete_original) message.remove();
      else if (body.replace_original) message.replaceWith(messageOf(body, "seen-by-you"));
      else conversation.add(messageOf(body, "seen-by-you"));
    };
    const place = message.querySelector("[data-slot=body]");
    conversation.ask("/playground/slack/action", asked, "answer", take, place);
  }

  function messageOf(body, seen) {
    const message = piece("slack-answer", { seen: words(seen), time: now() });
    const shown = slackBlocks(body, (action) => press(message, action));
    message.querySelector("[data-slot=body]").append(shown);
    return message;
  }

  return {
    arrived(to, body) {
      if (body.channel) conversation.add(messageOf(body, "seen-by-all"));
      else conversation.arrived(to, body);
    },
  };
}
