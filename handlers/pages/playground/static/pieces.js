// Makes elements: from the templates of the page, and by hand. Data only ever becomes text.

/** A copy of a template's first element with its slots filled by texts or nodes. */
export function piece(name, slots = {}) {
  const template = document.querySelector(`#piece-${name}`);
  const copy = template.content.firstElementChild.cloneNode(true);
  for (const slot of [copy, ...copy.querySelectorAll("[data-slot]")]) {
    const filling = slots[slot.dataset.slot];
    if (filling !== undefined) slot.replaceChildren(filling);
  }
  return copy;
}

/** The words of a template that holds nothing else. */
export function words(name) {
  return document.querySelector(`#piece-${name}`).content.textContent;
}

export function element(tag, { className = "", text = "" } = {}) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

export function button(text, press, className = "") {
  const made = element("button", { text, className });
  made.type = "button";
  made.addEventListener("click", press);
  return made;
}

/** A link that can only lead to a web page or the telephone; any other address stays text. */
export function link(address, text = address) {
  if (!/^(https?:\/\/|tel:)/i.test(address)) return document.createTextNode(text);
  const made = element("a", { text });
  made.href = address;
  made.target = "_blank";
  made.rel = "noopener noreferrer";
  return made;
}

export function now() {
  return new Date().toLocaleTimeString("ja-JP", { hour: "2-digit", minute: "2-digit" });
}

export function fragment(...nodes) {
  const made = document.createDocumentFragment();
  made.append(...nodes);
  return made;
}
