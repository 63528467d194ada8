// LINE's Flex messages. Sources: Messaging API reference, Flex Message; guide Flex Message layout.

import { isPressable, perform, pressable } from "./line_actions.js";
import { element, fragment, link, piece } from "./pieces.js";

const COLOUR = /^#[\da-f]{6}([\da-f]{2})?$/i;
const LENGTH = /^\d+(\.\d+)?px$/;
const SPACES = { none: "0", xs: "2px", sm: "4px", md: "8px", lg: "12px", xl: "16px", xxl: "20px" };
const LETTERS = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, "3xl": 35, "4xl": 48 };
const PLACES = { "flex-start": "start", center: "center", "flex-end": "end" };
const LYING = new Set(["horizontal", "baseline"]);
const NARROW = /[\x20-\x7e\uff61-\uff9f]/g;
const NARROW_EMS = 0.6;

/** A bubble, or some that can be moved to the side; nothing for what is neither. `does` has what a
 * press may do. */
export function flexContents(contents, does) {
  if (contents?.type === "bubble") return bubble(contents, does);
  if (contents?.type !== "carousel") return null;
  return piece("carousel", {
    body: fragment(...contents.contents.map((one) => bubble(one, does))),
  });
}

function bubble({ size = "mega", header, body, footer, styles = {} }, does) {
  const made = element("div", { className: "flex-bubble" });
  made.dataset.size = size;
  for (const [name, part] of Object.entries({ header, body, footer })) {
    if (!part) continue;
    const shown = box(part, does);
    shown.classList.add(`flex-${name}`);
    paint(shown, "backgroundColor", styles[name]?.backgroundColor);
    made.append(shown);
  }
  return made;
}

function component(one, does) {
  switch (one.type) {
    case "box":
      return box(one, does);
    case "text":
      return text(one);
    case "button":
      return pressed(one, does);
    case "separator":
      return separator(one);
    default:
      return piece("other-message", { kind: String(one.type) });
  }
}

function box(one, does) {
  const made = holder(one.action, does);
  const lies = LYING.has(one.layout);
  made.classList.add("flex-box", `flex-${one.layout}`);
  for (const [at, child] of one.contents.entries()) {
    const shown = component(child, does);
    // What stands first has no margin.
    if (at) shown.style[lies ? "marginLeft" : "marginTop"] = space(child.margin ?? one.spacing);
    if (lies) share(shown, child);
    made.append(shown);
  }
  if (one.paddingAll) made.style.padding = space(one.paddingAll);
  if (one.cornerRadius) made.style.borderRadius = space(one.cornerRadius);
  if (PLACES[one.alignItems]) made.style.alignItems = PLACES[one.alignItems];
  if (one.borderWidth) made.style.border = `${space(one.borderWidth)} solid`;
  paint(made, "borderColor", one.borderColor);
  paint(made, "backgroundColor", one.backgroundColor);
  return made;
}

/** What a box is: a link or a button where it can be pressed as a whole. */
function holder(action, does) {
  const page = action?.type === "uri" ? link(action.uri, "") : null;
  if (page instanceof Element) return page;
  const made = element("div");
  if (!isPressable(action)) return made;
  made.classList.add("flex-pressable");
  made.setAttribute("role", "button");
  made.tabIndex = 0;
  made.addEventListener("click", () => perform(action, does));
  made.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    perform(action, does);
  });
  return made;
}

/** How much of the width something takes beside others. */
function share(shown, { type, flex = type === "separator" ? 0 : 1 }) {
  shown.style.flex = flex > 0 ? `${Number(flex)} 1 0` : "0 0 auto";
}

function text({ text, size = "md", weight, color, align, wrap }) {
  const made = element("p", { className: wrap ? "flex-text" : "flex-text flex-one-line", text });
  made.style.fontSize = LETTERS[size] ? `${LETTERS[size]}px` : space(size);
  if (weight === "bold") made.style.fontWeight = "700";
  if (align) made.style.textAlign = align;
  paint(made, "color", color);
  return made;
}

function pressed({ action, style = "link", height = "md", color }, does) {
  const made = element("div", { className: `flex-button flex-${style} flex-${height}` });
  const inner = pressable(action, does);
  made.append(inner);
  // The style sheet lets letters shrink until so many fit.
  made.style.setProperty("--ems", String(ems(action.label)));
  paint(inner, style === "link" ? "color" : "backgroundColor", color);
  return made;
}

/** How wide a label is, in letters of full width. */
function ems(label) {
  const narrow = label.match(NARROW)?.length ?? 0;
  return Math.max([...label].length - narrow * (1 - NARROW_EMS), 1);
}

function separator({ color }) {
  const made = element("hr", { className: "flex-separator" });
  paint(made, "borderColor", color);
  return made;
}

function space(value) {
  return SPACES[value] ?? (LENGTH.test(value ?? "") ? value : "0");
}

function paint(made, property, colour) {
  if (COLOUR.test(colour ?? "") && made.style) made.style[property] = colour;
}
