/** A configuration as a page's address holds it: the system of units, and texts as entered. */

import { fieldText, namesUnit, parseQuantity, type System } from "./units";

export interface Configuration {
  readonly system: System;
  readonly texts: Readonly<Record<string, string>>;
}

/** The texts that mean one value, by the system they were entered or shown in. */
export type Wordings = Partial<Readonly<Record<System, string>>>;

const BETWEEN_READINGS = /(\s*;\s*)/;

export function isSame(one: Configuration, other: Configuration): boolean {
  return toQuery(one) === toQuery(other);
}

/** The part of an address that leads back to the configuration: that of the form without a script. */
export function toQuery({ system, texts }: Configuration): string {
  const given = Object.entries(texts).filter(([, text]) => text.trim() !== "");
  return new URLSearchParams([["unit", system], ...given]).toString();
}

/**
 * The wordings of a text after a switch of systems. What was entered in a system comes back as it was, a fraction as
 * a fraction, as long as `text` is what was last shown.
 */
export function reworded(known: Wordings, text: string, own: string, from: System, to: System): Wordings {
  const same = known[from] === text ? known : { [from]: text };
  return { ...same, [to]: same[to] ?? converted(text, own, from, to) };
}

/** The text in the other system, each reading of it; one that is no number, or that names its unit, stays. */
export function converted(text: string, own: string, from: System, to: System): string {
  return text.split(BETWEEN_READINGS).map((reading) => convertedReading(reading, own, from, to)).join("");
}

function convertedReading(text: string, own: string, from: System, to: System): string {
  const value = namesUnit(text) ? null : parseQuantity(text, own, from);
  return value === null ? text : fieldText(value, own, to);
}
