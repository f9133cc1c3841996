/** The measurement sheet in mm or in inches: what was typed is converted, and comes back as it was. */

import { systemOf } from "./fields";
import { reworded, type Wordings } from "./state";
import { showUnits } from "./unit_words";
import { fieldText, type System } from "./units";

interface Sheet {
  system: System;
  readonly wordings: Map<HTMLInputElement, Wordings>;
}

const sheets = new WeakMap<HTMLFormElement, Sheet>();

/** From here on the texts of the form are in the system that it says. */
export function readSystem(form: HTMLFormElement): void {
  sheets.set(form, { system: systemOf(form), wordings: new Map() });
  showSystem(form);
}

/** Convert the sheet where another system was chosen. */
export function followSystem(form: HTMLFormElement): void {
  const sheet = sheets.get(form);
  const to = systemOf(form);
  if (!sheet || sheet.system === to) return;
  for (const input of numbersOf(form)) {
    const words = reworded(sheet.wordings.get(input) ?? {}, input.value, ownUnit(input), sheet.system, to);
    sheet.wordings.set(input, words);
    input.value = words[to] ?? input.value;
  }
  sheet.system = to;
  showSystem(form);
}

function showSystem(form: HTMLFormElement): void {
  const system = systemOf(form);
  showUnits(form, system);
  for (const input of numbersOf(form)) {
    const { example } = input.dataset;
    if (example) input.placeholder = fieldText(Number(example), ownUnit(input), system);
  }
}

function numbersOf(form: HTMLFormElement): NodeListOf<HTMLInputElement> {
  return form.querySelectorAll<HTMLInputElement>("td[data-unit] input[type=text]");
}

function ownUnit(input: HTMLInputElement): string {
  return input.closest("td")?.dataset.unit ?? "";
}
