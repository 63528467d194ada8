// Starts the page: two sides, one feed of what the bot sent.

import { citizenSide } from "./citizen.js";
import { followFeed } from "./feed.js";
import { staffSide } from "./staff.js";

const sides = {
  line: citizenSide(document.querySelector("#citizen")),
  slack: staffSide(document.querySelector("#staff")),
};

for (const button of document.querySelectorAll("[data-shows]")) {
  button.addEventListener("click", () => show(button.dataset.shows));
}

followFeed(Number(document.body.dataset.last), {
  arrived: (message) => sides[message.service].arrived(message.to, message.body),
  connected: (isConnected) => {
    document.querySelector("#disconnected").hidden = isConnected;
  },
});

/** On a narrow screen one side is seen at a time. */
function show(side) {
  document.body.dataset.side = side;
  for (const button of document.querySelectorAll("[data-shows]")) {
    button.setAttribute("aria-pressed", String(button.dataset.shows === side));
  }
}
