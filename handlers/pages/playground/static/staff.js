// The side of staff: commands, buttons, forms and the Home tab of Slack, and what comes back.

import { slackBlocks } from "./blocks.js";
import { Conversation } from "./conversation.js";
import { confirmed, openModal } from "./modal.js";
import { now, piece, words } from "./pieces.js";

export function staffSide(side) {
  const form = side.querySelector(".writer");
  if (!form) return { arrived() {} }; // nobody is registered yet
  const person = side.querySelector("#staff-person");
  const home = side.querySelector(".home");
  const conversation = new Conversation(side);
  const posts = new Map(); // messages in channels, by what Slack calls them
  let homeView = null;

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
  for (const tab of side.querySelectorAll("[data-tab]")) {
    tab.addEventListener("click", () => show(tab.dataset.tab));
  }
  person.addEventListener("change", () => {
    homeView = null;
    home.replaceChildren();
    if (side.dataset.shown === "home") openHome();
  });

  function show(tab) {
    side.dataset.shown = tab;
    for (const one of side.querySelectorAll("[data-tab]")) {
      one.setAttribute("aria-pressed", String(one.dataset.tab === tab));
    }
    if (tab === "home") openHome();
    else side.classList.remove("has-news");
  }

  function command(typed) {
    const text = typed.replace(/^\/dx\s*/, ""); // who copies a whole command means just that
    const name = person.selectedOptions[0].textContent;
    const said = { body: `/dx ${text}`, name, initial: name.slice(0, 1), time: now() };
    conversation.add(piece("staff-said", said));
    const userId = person.value;
    const asked = { user_id: userId, text };
    const take = (body) => {
      if (body.view) openModal(body.view, userId);
      else add(messageOf(body, words("seen-by-you")));
    };
    conversation.ask("/playground/slack/command", asked, "answer", take);
  }

  /** A press leaves no line of its own: the answer takes the message's place, or follows it. */
  async function press(message, action, sure) {
    if (sure && !(await confirmed(sure))) return;
    const userId = person.value;
    const asked = { user_id: userId, action };
    const take = (body) => {
      if (body.view) openModal(body.view, userId);
      else if (body.delete_original) message.remove();
      else if (body.replace_original) message.replaceWith(messageOf(body, words("seen-by-you")));
      else add(messageOf(body, words("seen-by-you")));
    };
    const place = message.querySelector("[data-slot=body]");
    conversation.ask("/playground/slack/action", asked, "answer", take, place);
  }

  /** Its answer is the tab that is published, shown in `arrived`. */
  function openHome() {
    const asked = { user_id: person.value, view: homeView ?? {} };
    conversation.ask("/playground/slack/home", asked, "answer", () => {}, home);
  }

  function pressInHome(action) {
    const userId = person.value;
    const asked = { user_id: userId, action, view: homeView };
    const take = (body) => body.view && openModal(body.view, userId);
    conversation.ask("/playground/slack/action", asked, "answer", take, home);
  }

  function messageOf(body, seen) {
    const message = piece("slack-answer", { seen, time: now() });
    const shown = slackBlocks(body, (action, sure) => press(message, action, sure));
    message.querySelector("[data-slot=body]").append(shown);
    return message;
  }

  /** A message to somebody, or to a channel: in its thread where it has one. */
  function posted(body) {
    const receiver = [...person.options].find(({ value }) => value === body.channel);
    const seen = receiver ? piece("seen-by", { name: receiver.text }) : words("seen-by-all");
    const message = messageOf(body, seen);
    add(message, posts.get(body.thread_ts)?.querySelector(".thread"));
    posts.set(body.ts, message);
  }

  function add(message, thread) {
    conversation.add(message, thread);
    side.classList.toggle("has-news", side.dataset.shown === "home");
  }

  return {
    arrived(to, body) {
      if (body.channel) posted(body);
      else if (body.view?.type !== "home") conversation.arrived(to, body);
      else if (to === person.value) {
        homeView = body.view;
        home.replaceChildren(slackBlocks(body.view, pressInHome));
      }
    },
  };
}
