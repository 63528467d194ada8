// Long polling: asks for what the bot sent since, as long as somebody looks at the page.

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8000;

export async function followFeed(after, { arrived, connected }) {
  let pause = FIRST_PAUSE_MS;
  for (;;) {
    await seen();
    const news = await newsAfter(after);
    connected(news !== null);
    if (news === null) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      continue;
    }
    pause = FIRST_PAUSE_MS;
    after = news.last;
    news.messages.forEach(arrived);
  }
}

async function newsAfter(after) {
  try {
    const response = await fetch(`/playground/sent?after=${after}`);
    return response.ok ? await response.json() : null;
  } catch {
    return null; // the process was stopped, or starts again
  }
}

function seen() {
  if (document.visibilityState === "visible") return Promise.resolve();
  return new Promise((resolve) => {
    document.addEventListener("visibilitychange", resolve, { once: true });
  }).then(seen);
}
