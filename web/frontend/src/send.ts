/**
 * `<form method="post" data-send>` is sent by the script: when the server is away nothing typed is lost, and no page in
 * the browser's history is the answer to a form, which going back would have to send again.
 */

import { changedNames, entriesOf, type Entry, FIELDS, type Input, inputsOf, writeEntry } from "./entries";

const AWAY = "The server does not answer.";
const AGAIN = "Press again in a moment.";
const TYPED_STAYS = "What you typed is still here: press again in a moment.";
const PATIENCE_MS = 60_000;

/** Send the form as its button would; `sent` is called with the address that follows, when it was accepted. */
export async function send(form: HTMLFormElement, button: HTMLElement | null, sent: (next: string) => void): Promise<void> {
  const submitter = button instanceof HTMLButtonElement ? button : null;
  // The form's own `action` and `method` may be hidden by fields of these names.
  const address = submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? "";
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, submitter)) if (typeof value === "string") body.append(name, value);
  const before = entriesOf(form);
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch(address, { method: "POST", body, headers: { "X-Page": "1" }, signal });
    const next = response.headers.get("X-Location");
    if (!response.ok) return void tell(form, reasonIn(await response.text()) ?? awayWords(form));
    if (next === null) return showAnswer(await response.text(), form, before);
    sent(next);
    go(next);
  } catch {
    tell(form, awayWords(form)).dataset.sending = "away";
  }
}

/** What a page says that tells of an error: the form stays as it is beside it. */
function reasonIn(html: string): string | null {
  const page = new DOMParser().parseFromString(html, "text/html");
  return page.querySelector("main .problem")?.textContent ?? null;
}

/** That the server is away; where there is something to lose, also that it is not lost. */
export function awayWords(form: HTMLFormElement): string {
  return `${AWAY} ${inputsOf(form).some(({ value }) => value) ? TYPED_STAYS : AGAIN}`;
}

/** Show the page that a form was answered with, with what was entered while the form was on its way. */
function showAnswer(html: string, form: HTMLFormElement, before: readonly Entry[]): void {
  const page = new DOMParser().parseFromString(html, "text/html");
  const main = page.querySelector("main");
  if (!main) throw new Error("The answer has no content.");
  const after = entriesOf(form);
  const focused = document.activeElement;
  document.title = page.title;
  document.querySelector("main")?.replaceWith(main);
  const changed = enterAgain(main, form, after, changedNames(before, after));
  document.dispatchEvent(new Event("page"));
  for (const input of changed) input.dispatchEvent(new Event("input", { bubbles: true }));
  const next = changed.length ? counterpart(main, focused) : null;
  (next ?? main.querySelector<HTMLElement>("[autofocus]"))?.focus();
}

/** The fields of the answer's form that hold what was entered meanwhile. */
function enterAgain(main: Element, form: HTMLFormElement, entries: readonly Entry[], names: Set<string>): Input[] {
  const place = form.getAttribute("action") ?? "";
  const next = main.querySelector<HTMLFormElement>(`form[action="${CSS.escape(place)}"]`);
  const inputs = next ? inputsOf(next).filter(({ name }) => names.has(name)) : [];
  for (const input of inputs) writeEntry(input, entries);
  return inputs;
}

/** The field of the answer in which somebody goes on typing. */
function counterpart(main: Element, focused: Element | null): HTMLElement | null {
  return focused?.id && focused.matches(FIELDS) ? main.querySelector<HTMLElement>(`#${CSS.escape(focused.id)}`) : null;
}

/** An address that differs from this page's by its fragment alone is asked for anew all the same. */
function go(next: string): void {
  const target = new URL(next, location.href);
  const isHere = target.pathname === location.pathname && target.search === location.search;
  if (!isHere) return location.assign(target);
  history.replaceState(null, "", target);
  location.reload();
}

/** Say it at the end of the form, in place of what was said there before. */
export function tell(form: HTMLFormElement, text: string): HTMLElement {
  const line = form.querySelector<HTMLElement>("[data-sending]") ?? document.createElement("p");
  line.dataset.sending = "";
  line.className = "problem refusal";
  line.setAttribute("role", "alert");
  line.textContent = text;
  form.append(line);
  return line;
}
