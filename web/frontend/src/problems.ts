/** What is wrong or doubtful, beside the fields that it concerns. */

import type { Problem } from "./api";
import { make } from "./elements";
import type { Field } from "./fields";

const NAME = /\b[A-Za-z0-9]+(?:_[a-z0-9]+)+\b/g;

/** Write the problems; those that concern no field stand in `general`. */
export function showProblems(problems: readonly Problem[], fields: readonly Field[], general: HTMLElement): void {
  for (const field of fields) showField(field, problems.filter((problem) => concerns(problem, field)));
  const names = new Set(fields.map((field) => field.name));
  const others = problems.filter((problem) => !problem.fields.some((name) => names.has(name)));
  const items = others.map((problem) => make("li", "", worded(problem)));
  replace(general, items.length > 0 ? [make("ul", "problems", ...items)] : []);
}

function showField(field: Field, problems: readonly Problem[]): void {
  const place = field.box.querySelector<HTMLElement>(".problems");
  if (place) replace(place, problems.map((problem) => worded(problem, field.name)));
  const refused = problems.some((problem) => problem.severity === "refusal");
  for (const input of field.inputs) {
    if (refused) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
}

/** That a measurement was not given is told by the example in its field. */
function concerns(problem: Problem, field: Field): boolean {
  const empty = field.measured && field.inputs.every((input) => input.value.trim() === "");
  return problem.fields.includes(field.name) && !(empty && problem.severity === "warning");
}

/** A problem as a sentence, in which names of parameters read as words; beside another field it says whose it is. */
export function worded({ severity, message, hint, fields: [first = ""] }: Problem, beside = first): HTMLElement {
  const opening = make("strong", "", severity === "refusal" ? "Cannot be:" : "Please check:");
  const whose = first === beside ? "" : `${spoken(first.charAt(0).toUpperCase() + first.slice(1))}: `;
  return make("span", `problem ${severity}`, opening, ` ${whose}${spoken([message, hint].filter(Boolean).join(" "))}`);
}

function spoken(text: string): string {
  return text.replace(NAME, (name) => name.replaceAll("_", " "));
}

/** What already stands there is left, so that it is not read out again. */
function replace(place: HTMLElement, children: readonly HTMLElement[]): void {
  const text = children.map((child) => child.textContent).join("\n");
  if (place.dataset.told === text) return;
  place.dataset.told = text;
  place.replaceChildren(...children);
}
