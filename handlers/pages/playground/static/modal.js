// A form of Slack (a modal): shown, filled in and submitted. Source: Slack API docs, modals.

import { slackBlocks } from "./blocks.js";
import { post } from "./conversation.js";
import { input } from "./inputs.js";
import { element, piece } from "./pieces.js";

/** Show a form to whoever acted, until it is submitted or closed. */
export function openModal(view, userId) {
  const dialog = piece("modal");
  const form = dialog.querySelector("form");
  const slot = (name) => dialog.querySelector(`[data-slot=${name}]`);
  let fields = [];
  let shown = view;

  function show(next) {
    shown = { ...next, id: view.id }; // an update keeps the id
    fields = [];
    slot("title").textContent = next.title.text;
    slot("submit").textContent = next.submit?.text ?? "";
    slot("submit").hidden = !next.submit;
    slot("close").textContent = next.close?.text ?? "×";
    slot("body").replaceChildren(...next.blocks.map(block));
    slot("body").scrollTop = 0;
    slot("status").replaceChildren();
  }

  function block(one) {
    if (one.type !== "input") return slackBlocks({ blocks: [one] }, () => {});
    const field = new Field(one, suggest);
    fields.push(field);
    return field.node;
  }

  async function suggest(action_id, typed) {
    const asked = { user_id: userId, view: shown, action_id, typed };
    const told = await post("/playground/slack/options", asked);
    return told.body?.options ?? [];
  }

  async function submit() {
    const values = Object.fromEntries(fields.map((field) => field.value));
    slot("submit").disabled = true;
    const asked = { user_id: userId, view: shown, values };
    const told = await post("/playground/slack/form", asked);
    slot("submit").disabled = false;
    if (told.status !== 200) {
      slot("status").replaceChildren(piece("not-sent", { status: `（${told.status}）` }));
    } else if (told.body?.response_action === "errors") {
      fields.forEach((field) => field.complain(told.body.errors[field.id]));
      fields.find((field) => told.body.errors[field.id])?.node.scrollIntoView();
    } else if (told.body?.response_action === "update") {
      show(told.body.view);
    } else {
      dialog.close();
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  slot("close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  show(view);
  document.body.append(dialog);
  dialog.showModal();
}

/** What Slack asks before a press counts. */
export function confirmed({ title, text, confirm, deny }) {
  const dialog = piece("sure", { title: title.text, text: text.text, deny: deny.text });
  const yes = dialog.querySelector("[data-slot=confirm]");
  yes.textContent = confirm.text;
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    yes.addEventListener("click", () => dialog.close("yes"));
    dialog.querySelector("[data-slot=deny]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}

/** A labelled input with its hint, and what the bot says is wrong with it. */
class Field {
  #input;
  #one;
  #problem = element("p", { className: "problem" });

  constructor(one, suggest) {
    this.#one = one;
    this.#input = input(one.element, suggest);
    const control = this.#input.control ?? this.#input.node;
    control.id = `input-${one.block_id}`;
    this.#problem.id = `problem-${one.block_id}`;
    this.#problem.setAttribute("role", "alert");
    control.setAttribute("aria-describedby", this.#problem.id);
    this.node = piece(one.optional ? "optional-field" : "field", {
      label: one.label.text,
      hint: one.hint?.text ?? "",
      body: this.#input.node,
    });
    const label = this.node.querySelector("label");
    label.htmlFor = control.id;
    if (control.matches("div")) {
      label.id = `label-${one.block_id}`;
      control.setAttribute("aria-labelledby", label.id);
    }
    this.node.append(this.#problem);
  }

  get id() {
    return this.#one.block_id;
  }

  get value() {
    return [this.id, { [this.#one.element.action_id]: this.#input.read() }];
  }

  complain(problem = "") {
    this.#problem.textContent = problem;
    this.node.classList.toggle("wrong", Boolean(problem));
  }
}
