/** The part's dimensions as marks over the model. */

import { sizeText, type System } from "../units";
import type { DimensionLine } from "./model";
import type { Mark } from "./overlay";

/** Whether the dimension is meant by the name of a parameter, or by its own. */
export function isMeant(dimension: DimensionLine, name: string | null): boolean {
  return name !== null && (dimension.field === name || dimension.name === name);
}

/** All of them, each with its name and its sign, such as Ø. Those that are meant stand out; the others are then without their labels. */
export function marksOf(dimensions: readonly DimensionLine[], meant: string | null, system: System): Mark[] {
  const someMeant = dimensions.some((dimension) => isMeant(dimension, meant));
  return dimensions.map((dimension) => {
    const strong = isMeant(dimension, meant);
    const size = sizeText(dimension.measured, dimension.unit, system);
    const words = [dimension.title, dimension.sign, size, dimension.manner].filter(Boolean);
    const text = strong || !someMeant ? words.join(" ") : "";
    return { key: dimension.name, ends: dimension.ends, text, strong };
  });
}
