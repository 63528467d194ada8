// LINE's rich menu. Source: Messaging API reference, rich menu object.

import { element } from "./pieces.js";

/** Shows the menu that is due, and again after each answer, for a notice of the city switches it. */
export function richMenu(place, does) {
  let shown = "";

  async function show() {
    try {
      const response = await fetch("/playground/menu/");
      if (response.ok) draw(await response.json());
    } catch {
      // the process was stopped; the page says so itself
    }
  }

  function draw({ kind, menu }) {
    if (kind === shown) return;
    shown = kind;
    const image = element("img");
    image.src = `/playground/menu/${kind}.png`;
    image.alt = menu.chatBarText;
    const frame = element("div", { className: "rich-menu-frame" });
    frame.append(image, ...menu.areas.map((area) => tile(area, menu.size)));
    place.hidden = false;
    place.replaceChildren(element("summary", { text: menu.chatBarText }), frame);
  }

  function tile({ bounds, action }, size) {
    const made = element(action.type === "uri" ? "a" : "button");
    made.setAttribute("aria-label", action.label);
    if (action.type === "uri") made.href = action.uri;
    else made.addEventListener("click", () => tap(action));
    for (const [edge, length, whole] of [
      ["left", bounds.x, size.width],
      ["top", bounds.y, size.height],
      ["width", bounds.width, size.width],
      ["height", bounds.height, size.height],
    ]) {
      made.style[edge] = `${(100 * length) / whole}%`;
    }
    return made;
  }

  /** What comes of a tap stands in the conversation, which the open menu would hide. */
  function tap({ displayText, data }) {
    place.open = false;
    does.press(displayText, data);
  }

  show();
  return show;
}
