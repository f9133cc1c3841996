/** The table of the part's sizes, asked against what the draft has. */

import { make, makeButton } from "./elements";
import type { Dimension } from "./glb";
import { sizeNumber, sizeWords, type System } from "./units";

/** Fill the table's body; a size's button calls `chosen` with the dimension's name. */
export function fillSizes(
  body: HTMLTableSectionElement,
  dimensions: readonly Dimension[],
  system: System,
  chosen: (name: string) => void,
): void {
  body.replaceChildren(...dimensions.map((dimension) => row(dimension, system, () => chosen(dimension.name))));
}

/** Let the rows stand out that are meant by the name of a parameter or of a dimension. */
export function markSizes(body: HTMLTableSectionElement, dimensions: readonly Dimension[], name: string | null): void {
  dimensions.forEach((dimension, index) => {
    const meant = name !== null && (dimension.field === name || dimension.name === name);
    body.rows[index]?.classList.toggle("is-meant", meant);
    body.rows[index]?.querySelector("button")?.setAttribute("aria-pressed", String(meant));
  });
}

function row(dimension: Dimension, system: System, choose: () => void): HTMLTableRowElement {
  const { title, nominal, measured, unit } = dimension;
  const heading = make("th", "", makeButton(title, "size", choose));
  heading.scope = "row";
  return make("tr", "", heading, ...[nominal, measured].map((size) => make("td", "n", sizeWords(size, unit, system))));
}

/** Signed: more is positive. */
export function signed(difference: number, unit: string, system: System): string {
  const number = sizeNumber(difference, unit, system);
  return Number(number) > 0 ? `+${number}` : number;
}
