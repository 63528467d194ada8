// What both sides share: a log, requests to the bot, and answers that belong to them.

import { piece } from "./pieces.js";

const LATE_MS = 15000;
const MOST_EARLY = 200;
const MARGIN_PX = 12;

export class Conversation {
  #log;
  #waiting = new Map();
  #early = new Map();
  #elsewhere;

  constructor(side) {
    this.#log = side.querySelector(".log");
    this.#elsewhere = side.dataset.elsewhere;
  }

  /** Add a line at the end, or at the end of ``thread``. */
  add(element, thread = this.#log) {
    this.#log.querySelector(".start")?.remove();
    thread.append(element);
    this.#scroll(element);
  }

  /** Post to the bot; `take` gets each answer. Dots stand at the end, or in `place`, until then. */
  async ask(path, asked, keyName, take, place = null) {
    const waiting = piece("waiting");
    if (place) place.append(waiting);
    else this.add(waiting);
    const sent = await post(path, asked);
    if (sent.status !== 200) {
      waiting.replaceWith(piece("not-sent", { status: `（${sent.status}）` }));
    } else if (this.#elsewhere) {
      waiting.replaceWith(piece("elsewhere", { place: this.#elsewhere }));
    } else {
      this.#expect(sent[keyName], waiting, take);
    }
  }

  /** An answer, which may be here before the request that led to it has ended. */
  arrived(key, body) {
    const take = this.#waiting.get(key);
    if (take) return take(body);
    this.#early.set(key, [...(this.#early.get(key) ?? []), body]);
    if (this.#early.size > MOST_EARLY) this.#early.delete(this.#early.keys().next().value);
  }

  #expect(key, waiting, take) {
    let place = waiting;
    const late = setTimeout(() => {
      const note = piece("late");
      place.replaceWith(note);
      place = note;
    }, LATE_MS);
    const takeAnswer = (body) => {
      clearTimeout(late);
      place.remove();
      take(body);
    };
    this.#waiting.set(key, takeAnswer);
    this.#early.get(key)?.forEach(takeAnswer);
    this.#early.delete(key);
  }

  /** Show the newest line, but never push the question before a long answer out of sight. */
  #scroll(element) {
    const log = this.#log;
    const end = log.scrollHeight - log.clientHeight;
    const before = element.previousElementSibling;
    const first = before?.matches(".said") ? before : element;
    log.scrollTop = Math.min(end, first.offsetTop - MARGIN_PX);
  }
}

export async function post(path, asked) {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(asked),
    });
    return response.ok ? await response.json() : { status: response.status };
  } catch {
    return { status: 0 };
  }
}
