/**
 * `<form data-draft="fresh">` keeps what is typed until this tab is closed: after a reload, on going back or when the
 * server was away it is there again. Nothing of it outlives the tab, as it may be a patient's.
 */

import { make, makeButton } from "./elements";
import { type Entry, entriesOf, FIELDS, inputsOf, writeEntry } from "./entries";

interface Draft {
  readonly key: string;
  readonly entries: readonly Entry[];
  /** The address of what became of it, empty while it was not sent. */
  readonly sent: string;
}

const RESTORED = "What you had typed here is restored. It is kept in this tab only, until the tab is closed.";
const SENT = "This form was sent, and has become an order. Sent once more as it is, it stays one order: ";

/** Restore what such a form of the page lost, and keep what is typed into it from here on. */
export function keepDrafts(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-draft]")) {
    if (form.dataset.draft === "fresh") restore(form);
    for (const kind of ["input", "change"]) form.addEventListener(kind, () => save(form, ""));
  }
}

/** The form was accepted, and has become what is at the address. */
export function markSent(form: HTMLFormElement, address: string): void {
  if (form.dataset.draft !== undefined) save(form, address);
}

function save(form: HTMLFormElement, sent: string): void {
  const draft: Draft = { key: keyOf(form), entries: entriesOf(form), sent };
  try {
    sessionStorage.setItem(placeOf(), JSON.stringify(draft));
  } catch {
    // Without room, or where storing is forbidden, the form works as it did without a script.
  }
}

function restore(form: HTMLFormElement): void {
  const draft = read();
  if (!draft || (draft.sent && draft.key !== keyOf(form))) return;
  const before = JSON.stringify(entriesOf(form));
  for (const input of inputsOf(form)) writeEntry(input, draft.entries);
  if (!draft.sent && before === JSON.stringify(entriesOf(form))) return;
  form.before(note(form, draft));
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function note(form: HTMLFormElement, draft: Draft): HTMLElement {
  const link = make("a", "", "see the order");
  link.href = draft.sent;
  const discard = makeButton("Discard it", "quiet", () => {
    sessionStorage.removeItem(placeOf());
    form.reset();
    line.remove();
    form.querySelector<HTMLElement>(FIELDS)?.focus();
  });
  const line = make("p", "fine draft", ...(draft.sent ? [SENT, link, "."] : [RESTORED]), " ", discard);
  line.setAttribute("role", "status");
  return line;
}

function read(): Draft | null {
  try {
    return JSON.parse(sessionStorage.getItem(placeOf()) ?? "null") as Draft | null;
  } catch {
    return null;
  }
}

function keyOf(form: HTMLFormElement): string {
  return form.querySelector<HTMLInputElement>('[name="key"]')?.value ?? "";
}

function placeOf(): string {
  return `draft ${location.pathname}`;
}
