/** Price and date beside the part: asked for anew with each shape that is shown; the first of it also on a line of its own. */

import { latest } from "./latest";
import { type Configuration, toQuery } from "./state";

const PAUSE_MS = 400;

/** What has the price of a configuration fetched and shown; until then what stands there is of the last one. */
export function createQuote(element: HTMLElement, line: HTMLElement): { ask(configuration: Configuration): void; stale(): void } {
  const ask = latest(PAUSE_MS, async (signal, configuration: Configuration) => {
    const response = await fetch(`${element.dataset.quote ?? ""}?${toQuery(configuration)}`, { signal }).catch(() => null);
    signal.throwIfAborted();
    if (!response?.ok) return say(element, "The price cannot be told now.");
    fill(element, await response.text());
    line.textContent = element.querySelector("summary")?.innerText.replaceAll("\n", " ") ?? "";
  });
  return { ask, stale: () => element.classList.add("is-stale") };
}

function say(element: HTMLElement, text: string): void {
  const line = document.createElement("p");
  line.textContent = text;
  element.replaceChildren(line);
}

/** Put in the new piece, with what is unfolded as before. */
function fill(element: HTMLElement, html: string): void {
  const parsed = new DOMParser().parseFromString(html, "text/html").body;
  const open = new Map([...element.querySelectorAll("details")].map((each) => [each.id, each.open]));
  for (const each of parsed.querySelectorAll("details")) each.open = open.get(each.id) ?? each.open;
  element.replaceChildren(...parsed.childNodes);
  element.classList.remove("is-stale");
}
