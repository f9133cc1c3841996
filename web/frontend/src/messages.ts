/** What the server says of a form, put beside its fields. */

import type { Said } from "./api";
import { settleSummary } from "./settle";

/** Put each piece where it stands, and mark the fields that cannot stay as they are. */
export function showSaid({ messages, refused }: Said, form: HTMLFormElement): void {
  for (const [id, html] of Object.entries(messages)) put(document.getElementById(id), html);
  const names = new Set(refused);
  for (const input of form.querySelectorAll<HTMLElement>("[name]:not([type=hidden], button)")) {
    if (names.has(input.getAttribute("name") ?? "")) input.setAttribute("aria-invalid", "true");
    else if (messages[`problems-${input.getAttribute("name") ?? ""}`] !== undefined) input.removeAttribute("aria-invalid");
  }
  settleSummary((field) => messages[`problems-${field.getAttribute("name") ?? ""}`]?.trim() === "");
}

/** What already stands there is left, so that it is not read out again. */
function put(place: HTMLElement | null, html: string): void {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  if (!place || place.textContent?.trim() === body.textContent?.trim()) return;
  place.replaceChildren(...body.childNodes);
}
