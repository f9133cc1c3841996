/** The page of a template that its author is at work on: it loads again when the template's files have changed. */

const INTERVAL_MS = 250;
const shown = document.body.dataset.templateStamp;

async function follow(): Promise<void> {
  try {
    const answer = (await (await fetch("/template-stamp", { cache: "no-store" })).json()) as { stamp: string };
    if (answer.stamp !== shown) location.reload();
    else setTimeout(() => void follow(), INTERVAL_MS);
  } catch {
    // The server is away: it may come back.
    setTimeout(() => void follow(), INTERVAL_MS);
  }
}

void follow();
