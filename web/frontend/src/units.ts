/** Numbers with units as people write them, read as the server reads them: `63.5mm`, `1-15/16in`, `81kg`. */

import { plainNumberText } from "./number_texts";
import { DECIMALS, INCHES, SPELLINGS, UNITS } from "./unit_table";

/** What a page's lengths are in; in inches, masses are in pounds. */
export type System = "mm" | "in";

const UNIT_BY_SPELLING: ReadonlyMap<string, string> = new Map(
  Object.entries(SPELLINGS).flatMap(([unit, spellings]) => spellings.map((spelling) => [spelling, unit] as const)),
);
const FINEST = 6;
const DECIMAL = String.raw`(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?`;
const NUMBER = String.raw`(\d+)(?:-| +)(\d+)/(\d+)|(\d+)/(\d+)|(${DECIMAL})`;
const QUANTITY = new RegExp(String.raw`^([+-]?) *(?:${NUMBER})\s*([^\d\s,.:/+-][^\d\s]*)?$`, "i");

/** The unit that a parameter in unit `own` is asked for in. */
export function shownUnit(own: string, system: System): string {
  return system === "in" ? (INCHES[own] ?? own) : own;
}

/** Whether a parameter in unit `own` reads otherwise in inches. */
export function switches(own: string): boolean {
  return own in INCHES;
}

/** The value in unit `own` of a text as entered, null where it is none. */
export function parseQuantity(text: string, own: string, system: System): number | null {
  const match = QUANTITY.exec(plainNumberText(text));
  if (!match) return null;
  const [, sign, whole, top, bottom, above, below, decimal, suffix = ""] = match;
  const size = decimal ? Number(decimal) : Number(whole ?? 0) + Number(top ?? above) / Number(bottom ?? below);
  const value = size * factor(suffix ? findUnit(suffix) : shownUnit(own, system), own);
  return Number.isFinite(value) ? (sign === "-" ? -value : value) : null;
}

/** Whether the text names its unit itself, so that it means the same in either system. */
export function namesUnit(text: string): boolean {
  return Boolean(QUANTITY.exec(plainNumberText(text))?.[8]);
}

/** A value in unit `own` as a bare number for a form's field, to 0.0001: what a design is rounded to. */
export function fieldText(value: number, own: string, system: System): string {
  const shown = shownUnit(own, system);
  return String(Number((value / factor(shown, own)).toFixed(4)));
}

/**
 * The range of a parameter as it is shown, rounded so that both ends may be entered as they stand there; see
 * `lower_bound` in `configurator/domain/display_units.py`.
 */
export function rangeText(low: number, high: number, own: string, system: System): string {
  const unit = shownUnit(own, system).replace("deg", "°");
  return `${boundText(low, own, system, Math.ceil)} to ${boundText(high, own, system, Math.floor)} ${unit}`;
}

function boundText(value: number, own: string, system: System, round: (value: number) => number): string {
  const shown = shownUnit(own, system);
  if (shown === own) return fieldText(value, own, system);
  const power = 10 ** (DECIMALS[shown] ?? 2);
  const scaled = Number((value / factor(shown, own)).toFixed(FINEST)) * power;
  return String(round(Number(scaled.toPrecision(12))) / power);
}

/** A size with its unit for a person to read: `189.80 mm`, `7.472 in`, `4.5°`. */
export function sizeText(value: number, own: string, system: System): string {
  return own === "deg" ? `${fixed(value, 1)}°` : `${sizeNumber(value, own, system)} ${shownUnit(own, system)}`.trim();
}

/** The same as pages write it: in inches with mm beside, `7.472 in (189.80 mm)`. */
export function sizeWords(value: number, own: string, system: System): string {
  const words = sizeText(value, own, system);
  return shownUnit(own, system) === own ? words : `${words} (${sizeText(value, own, "mm")})`;
}

/** The number alone, as `configurator/domain/display_units.py` writes it. */
export function sizeNumber(value: number, own: string, system: System): string {
  const shown = shownUnit(own, system);
  return fixed(value / factor(shown, own), DECIMALS[shown] ?? 2);
}

/** The unit that a word or sign stands for, with or without a full stop; the word itself where it is none. */
function findUnit(text: string): string {
  const word = text.toLowerCase();
  return UNIT_BY_SPELLING.get(word) ?? UNIT_BY_SPELLING.get(word.replace(/\.$/, "")) ?? word;
}

function factor(given: string, own: string): number {
  const [unit, target] = [UNITS[given], UNITS[own]];
  if (given === own) return 1;
  return unit && target && unit[0] === target[0] ? unit[1] / target[1] : NaN;
}

/** Rounded with halves away from zero, as decimals are written: 34.925 becomes 34.93. See `domain/rounding.py`. */
export function roundHalfUp(value: number, decimals: number): number {
  const power = 10 ** decimals;
  const scaled = Number((Math.abs(Number(value.toFixed(FINEST))) * power).toPrecision(15));
  return (Math.sign(value) * Math.round(scaled)) / power || 0;
}

function fixed(value: number, digits: number): string {
  return roundHalfUp(value, digits).toFixed(digits).replace("-", "−");
}
