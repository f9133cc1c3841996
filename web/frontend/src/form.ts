/** The form as a whole: read, written, and switched between mm and inches. */

import { type Field, fieldsOf, readForm, setSystem, systemOf, textOf, unitsOf, writeField, writeForm } from "./fields";
import { dress, follow, readScale } from "./scales";
import { type Configuration, reworded, type Wordings } from "./state";
import { showUnits } from "./unit_words";
import { fieldText, type System } from "./units";

export interface Form {
  readonly element: HTMLFormElement;
  readonly fields: readonly Field[];
  /** Parameter -> its own unit. */
  readonly units: Readonly<Record<string, string>>;
  system(): System;
  read(): Configuration;
  write(configuration: Configuration): void;
  /** What was typed into a field, or where its slider was moved, goes to the other of the two. */
  level(field: Field, from: EventTarget | null): void;
  /** Show what is entered in another system; what was typed in that system before comes back as it was. */
  switchTo(system: System): void;
  /** What is taken for optional fields left empty, in their own units. */
  take(taken: Readonly<Record<string, number>>): void;
  /** What somebody measured or stated, as far as no preset has filled it in since. */
  own(): Field[];
  /** Take down that a preset has filled these in as they stand now. */
  filled(names: readonly string[]): void;
  /** The configuration with these values, in the parameters' own units; null empties a field, others stay. */
  valued(values: Readonly<Record<string, number | string | null>>): Configuration;
}

export function createForm(element: HTMLFormElement): Form {
  const fields = fieldsOf(element);
  const scales = new Map(fields.map((field) => [field, readScale(field, systemOf(element))]));
  const wordings = new Map<Field, Wordings>();
  const fillings = new Map<Field, string>();
  const system = () => systemOf(element);

  function dressAll(): void {
    showUnits(element, system());
    for (const [field, scale] of scales) if (scale) dress(field, scale, system());
  }

  dressAll();
  return {
    element,
    fields,
    units: unitsOf(fields),
    system,
    read: () => readForm(element, fields),
    write(configuration) {
      writeForm(element, fields, configuration);
      dressAll();
    },
    level(field, from) {
      const scale = scales.get(field);
      fillings.delete(field);
      if (field.slider && from === field.slider) writeField(field, field.slider.value);
      else if (scale) follow(field, scale, system());
    },
    switchTo(to) {
      for (const field of fields.filter(({ slider }) => slider)) {
        const text = field.inputs[0]?.value ?? "";
        const words = reworded(wordings.get(field) ?? {}, text, field.own, system(), to);
        wordings.set(field, words);
        writeField(field, words[to] ?? text);
      }
      setSystem(element, to);
      dressAll();
    },
    take(taken) {
      for (const [field, scale] of scales) {
        if (!scale?.optional) continue;
        const next = { ...scale, example: taken[field.name] ?? null };
        scales.set(field, next);
        dress(field, next, system());
      }
    },
    own() {
      const filledIn = (field: Field) => textOf(field) === "" || textOf(field) === fillings.get(field);
      return fields.filter((field) => (field.measured || field.stated) && !filledIn(field));
    },
    filled(names) {
      for (const field of fields) if (names.includes(field.name)) fillings.set(field, textOf(field));
    },
    valued(values) {
      const texts = fields.filter(({ name }) => name in values).map((field) => {
        const value = values[field.name] ?? "";
        if (typeof value === "string") return [field.name, value] as const;
        const words = { mm: fieldText(value, field.own, "mm"), in: fieldText(value, field.own, "in") };
        wordings.set(field, words);
        return [field.name, words[system()]] as const;
      });
      const now = readForm(element, fields);
      return { ...now, texts: { ...now.texts, ...Object.fromEntries(texts) } };
    },
  };
}
