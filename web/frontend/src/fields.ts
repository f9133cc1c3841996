/** The form's fields, one per parameter. */

import type { Configuration } from "./state";
import type { System } from "./units";

export interface Field {
  readonly name: string;
  readonly title: string;
  /** The parameter's own unit, empty for a choice of words. */
  readonly own: string;
  readonly measured: boolean;
  /** Whether somebody has to say it, such as left or right. */
  readonly stated: boolean;
  readonly box: HTMLElement;
  readonly inputs: readonly HTMLInputElement[];
  readonly slider: HTMLInputElement | null;
}

export function fieldsOf(form: HTMLFormElement): Field[] {
  return [...form.querySelectorAll<HTMLElement>("[data-field]")].map((box) => {
    const name = box.dataset.field ?? "";
    const heading = box.querySelector("label, legend");
    return {
      name,
      title: (heading?.firstChild?.textContent ?? name).trim(),
      own: box.dataset.unit ?? "",
      measured: box.querySelector(".measured") !== null,
      stated: box.dataset.stated !== undefined,
      box,
      inputs: [...box.querySelectorAll<HTMLInputElement>(`[name="${name}"]`)],
      slider: box.querySelector<HTMLInputElement>("input[data-for]"),
    };
  });
}

/** Name -> the parameter's own unit. */
export function unitsOf(fields: readonly Field[]): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [field.name, field.own]));
}

export function systemOf(form: HTMLFormElement): System {
  return new FormData(form).get("unit") === "in" ? "in" : "mm";
}

export function readForm(form: HTMLFormElement, fields: readonly Field[]): Configuration {
  const data = new FormData(form);
  const texts = fields.map(({ name }) => [name, String(data.get(name) ?? "").trim()]);
  return { system: systemOf(form), texts: Object.fromEntries(texts) as Record<string, string> };
}

export function writeForm(form: HTMLFormElement, fields: readonly Field[], { system, texts }: Configuration): void {
  setSystem(form, system);
  for (const field of fields) writeField(field, texts[field.name] ?? "");
}

/** What a field holds; of a choice the word that is chosen. */
export function textOf({ inputs }: Field): string {
  return (inputs.find((each) => each.type !== "radio" || each.checked)?.value ?? "").trim();
}

/** A choice without a word stays as it is: one of the words always holds. */
export function writeField(field: Field, text: string): void {
  for (const input of field.inputs) {
    if (input.type !== "radio") input.value = text;
    else if (text) input.checked = input.value === text;
  }
}

export function setSystem(form: HTMLFormElement, system: System): void {
  const unit = form.querySelector<HTMLInputElement>('[name="unit"]');
  if (unit) unit.value = system;
  for (const radio of form.querySelectorAll<HTMLInputElement>('[name="show"]')) radio.checked = radio.value === system;
}

/** Put the focus on a parameter's field; false where there is none. */
export function focusField(fields: readonly Field[], name: string): boolean {
  const found = fields.find((field) => field.name === name);
  const input = found?.inputs.find((each) => each.type !== "radio" || each.checked) ?? found?.inputs[0];
  input?.focus();
  return input !== undefined;
}
