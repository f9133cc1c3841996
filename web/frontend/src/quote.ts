/** Price and date beside the part: asked for anew with each shape; the first of it also on a line of its own. */

import { fetchPiece, ServiceError } from "./api";
import { latest } from "./latest";
import { type Configuration, toQuery } from "./state";

const AT_ONCE_MS = 0;

/** What has the price of a configuration fetched and shown; until then what stands there is of the last one. */
export function createQuote(element: HTMLElement, line: HTMLElement): { ask(configuration: Configuration): void; stale(): void } {
  const ask = latest(AT_ONCE_MS, async (signal, configuration: Configuration) => {
    try {
      fill(element, await fetchPiece(`${element.dataset.quote ?? ""}?${toQuery(configuration)}`, signal));
      sayLine(line, [...element.querySelectorAll("details:first-of-type > summary > *")].map((each) => each.textContent).join(" · "));
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ServiceError)) throw error;
      say(element, line, "The price cannot be told now.");
    }
  });
  return { ask, stale: () => element.classList.add("is-stale") };
}

function say(element: HTMLElement, line: HTMLElement, text: string): void {
  const told = document.createElement("p");
  told.textContent = text;
  element.replaceChildren(told);
  sayLine(line, "");
}

/** A link without words is none. */
function sayLine(line: HTMLElement, text: string): void {
  line.textContent = text;
  line.hidden = text === "";
}

/** Put in the new piece, with what is unfolded as before. */
function fill(element: HTMLElement, html: string): void {
  const parsed = new DOMParser().parseFromString(html, "text/html").body;
  const open = new Map([...element.querySelectorAll("details")].map((each) => [each.id, each.open]));
  for (const each of parsed.querySelectorAll("details")) each.open = open.get(each.id) ?? each.open;
  element.replaceChildren(...parsed.childNodes);
  element.classList.remove("is-stale");
}
