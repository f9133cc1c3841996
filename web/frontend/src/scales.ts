/** What surrounds a number's field and depends on the system of units: example, slider. */

import type { Field } from "./fields";
import { fieldText, parseQuantity, shownUnit, type System } from "./units";

/**
 * In the parameter's own unit; `example` is what holds while the field is empty, null for nothing. Of an `optional`
 * field the server works it out from the others.
 */
export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly example: number | null;
  readonly optional: boolean;
}

// A slider has about this many places: a hand on a screen finds no more.
const PLACES = 500;

/** The scale of a field as the server wrote it in a system; null for a field without a slider. */
export function readScale(field: Field, system: System): Scale | null {
  const { slider, own, box } = field;
  const range = box.querySelector<HTMLElement>(".range");
  if (!slider || !range) return null;
  const [low, high] = [Number(range.dataset.low), Number(range.dataset.high)];
  const [input] = field.inputs;
  // What the server works out stands there in the page's system alone.
  const written = input?.dataset.example;
  const example = written ? Number(written) : parseQuantity(input?.placeholder ?? "", own, system);
  return { low, high, example, optional: input?.dataset.optional !== undefined };
}

/** Write everything that depends on the system. */
export function dress(field: Field, scale: Scale, system: System): void {
  const { own, slider } = field;
  for (const input of field.inputs) {
    input.placeholder = scale.example === null ? "" : fieldText(scale.example, own, system);
  }
  const [low, high] = [fieldText(scale.low, own, system), fieldText(scale.high, own, system)];
  if (slider) spread(slider, Number(low), Number(high));
  follow(field, scale, system);
}

/** Let the slider stand where the field's text says. */
export function follow({ own, inputs, slider }: Field, scale: Scale, system: System): void {
  const value = parseQuantity(inputs[0]?.value ?? "", own, system) ?? scale.example;
  if (!slider) return;
  slider.classList.toggle("is-empty", value === null);
  const text = fieldText(value ?? scale.low, own, system);
  slider.value = text;
  // The slider itself stands at the nearest of its steps.
  slider.setAttribute("aria-valuetext", value === null ? "nothing" : `${text} ${shownUnit(own, system)}`);
}

/** Let the slider run from `low` to `high` over round numbers. */
function spread(slider: HTMLInputElement, low: number, high: number): void {
  const step = sliderStep(low, high, slider.dataset.whole !== undefined);
  slider.step = String(step);
  slider.min = rounded(Math.ceil(low / step - 1e-9) * step);
  slider.max = rounded(Math.floor(high / step + 1e-9) * step);
}

/** The step of a slider from `low` to `high`: of a `whole` number one at least. */
export function sliderStep(low: number, high: number, whole: boolean): number {
  return Math.max(roundStep((high - low) / PLACES), whole ? 1 : 0);
}

/** 1, 2 or 5 times a power of ten, not below `least`. */
export function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].find((times) => times * power >= least * (1 - 1e-9)) ?? 10;
  return Number(rounded(step * power));
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(10)));
}
