/** The page on which a part is configured. */

import { copyOf } from "./copy";
import { createDraft } from "./draft";
import { need } from "./elements";
import { type Field, focusField } from "./fields";
import { createForm } from "./form";
import { begin, closed, type History, record, redo, undo } from "./history";
import { latest } from "./latest";
import { showSaid } from "./messages";
import { createQuote } from "./quote";
import { createResults } from "./results";
import { createStand } from "./stand";
import { type Configuration, toQuery } from "./state";
import { createStatus } from "./status";
import type { System } from "./units";

type Preset = Readonly<Record<string, number | string | null>>;

const REST_MS = 1500;
const form = createForm(need("#configure"));
const stand = createStand(need("#viewer"));
const results = createResults(form, stand, take);
const quote = createQuote(need("#quote"), need("#quote-line"));
const draft = createDraft({
  address: `/parts/${need("main[data-template]").dataset.template ?? ""}/judge`,
  stand,
  status: createStatus(need("#preview-status")),
  judged(answer) {
    showSaid(answer, form.element);
    form.take(answer.taken);
    for (const { name, box } of form.fields) box.toggleAttribute("data-unused", answer.unused.includes(name));
    if (answer.parameters) quote.ask(history.present);
  },
  shown: results.show,
  stale(reason) {
    results.stale(reason);
    quote.stale();
  },
});
let history = begin(form.read());
// What is typed after a rest is a step of its own.
const rest = latest(REST_MS, async () => void (history = closed(history)));

/** Go to a point of the history that the form shows already. */
function go(next: History): void {
  history = next;
  need<HTMLButtonElement>("#undo").disabled = history.past.length === 0;
  need<HTMLButtonElement>("#redo").disabled = history.future.length === 0;
  window.history.replaceState(null, "", `?${toQuery(history.present)}`);
  draft(history.present);
}

/** Go to a point of the history and write it into the form. */
function restore(next: History): void {
  form.write(next.present);
  results.refresh();
  go(next);
}

/** Take up a configuration from elsewhere. */
function take(configuration: Configuration): void {
  restore(record(history, configuration, ""));
}

function fieldAt(target: EventTarget | null): Field | undefined {
  return target instanceof Node ? form.fields.find(({ box }) => box.contains(target)) : undefined;
}

function onInput({ target }: Event): void {
  const field = fieldAt(target);
  if (!field) return;
  form.level(field, target);
  go(record(history, form.read(), field.name));
  rest();
}

function onUnit({ target }: Event): void {
  form.switchTo((target as HTMLInputElement).value as System);
  results.refresh();
  go(record(history, form.read(), ""));
}

function onPreset({ target }: Event): void {
  const select = target as HTMLSelectElement;
  const preset = JSON.parse(select.selectedOptions[0]?.dataset.values ?? "{}") as Preset;
  select.value = "";
  const stays = form.own().filter(({ name }) => name in preset);
  const names = new Set(stays.map(({ name }) => name));
  const values = Object.entries(preset).filter(([name]) => !names.has(name));
  take(form.valued(Object.fromEntries(values)));
  form.filled(values.map(([name]) => name));
  const titles = stays.map(({ title }) => title).join(", ");
  need("#preset-status").textContent = titles ? `Filled in. What you entered stays: ${titles}.` : "Filled in.";
}

/** The Enter key asks for what is judged as it is typed: the page and the focus stay. */
function onSubmit(event: SubmitEvent): void {
  if (event.submitter?.hasAttribute("formaction")) return;
  event.preventDefault();
  draft(history.present);
}

function onFocus({ target }: Event): void {
  const field = fieldAt(target);
  if (field) results.highlight(field.name);
}

function onKey(event: KeyboardEvent): void {
  if (event.key === "Escape") results.highlight(null);
  const types = event.target instanceof HTMLInputElement && event.target.type === "text";
  if (types || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
  event.preventDefault();
  restore(event.shiftKey ? redo(history) : undo(history));
}

/** A size was picked in the view: whoever sees it wrong wants to change it. */
function onPick(name: string): void {
  results.highlight(name || null);
  focusField(form.fields, name);
}

function onClick(selector: string, action: () => void): void {
  need(selector).addEventListener("click", action);
}

form.element.addEventListener("input", onInput);
form.element.addEventListener("change", () => (history = closed(history)));
form.element.addEventListener("submit", onSubmit);
form.element.addEventListener("focusin", onFocus);
for (const radio of document.querySelectorAll('[name="show"]')) radio.addEventListener("change", onUnit);
need("#presets").addEventListener("change", onPreset);
document.addEventListener("keydown", onKey);
onClick("#undo", () => restore(undo(history)));
onClick("#redo", () => restore(redo(history)));
onClick("#copy-link", () => void copyOf(need("#copy-link"), location.href));
onClick("#compare", results.keep);
void stand.then(({ viewer }) => viewer?.onPick(onPick));
results.refresh();
draft(history.present);
