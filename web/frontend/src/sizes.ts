/** The table of the part's sizes, asked against what the draft has. */

import { make, makeButton } from "./elements";
import type { Field } from "./fields";
import type { Dimension } from "./glb";
import { sizeNumber, sizeWords, type System } from "./units";

/**
 * Fill the table's body; a size's button calls `chosen` with the dimension's name. Beside it stands the field that it
 * comes from, where that has another title.
 */
export function fillSizes(
  body: HTMLTableSectionElement,
  dimensions: readonly Dimension[],
  fields: readonly Pick<Field, "name" | "title">[],
  system: System,
  chosen: (name: string) => void,
): void {
  const titles = new Map(fields.map(({ name, title }) => [name, title]));
  const rows = dimensions.map((each) => row(each, titles.get(each.field), system, () => chosen(each.name)));
  body.replaceChildren(...rows);
}

/** Let the rows stand out that are meant by the name of a parameter or of a dimension. */
export function markSizes(body: HTMLTableSectionElement, dimensions: readonly Dimension[], name: string | null): void {
  dimensions.forEach((dimension, index) => {
    const meant = name !== null && (dimension.field === name || dimension.name === name);
    body.rows[index]?.classList.toggle("is-meant", meant);
    body.rows[index]?.querySelector("button")?.setAttribute("aria-pressed", String(meant));
  });
}

function row(dimension: Dimension, origin: string | undefined, system: System, choose: () => void): HTMLTableRowElement {
  const { title, sign, manner, nominal, measured, unit } = dimension;
  const heading = make("th", "", makeButton(title, "size", choose));
  heading.scope = "row";
  // Its title says of a diameter that it is one.
  const words = [sign === "Ø" ? "" : sign, manner].filter(Boolean).join(", ");
  if (words) heading.append(make("span", "facts origin", words));
  if (origin && origin !== title) heading.append(make("span", "facts origin", `from ${origin}`));
  return make("tr", "", heading, ...[nominal, measured].map((size) => make("td", "n", sizeWords(size, unit, system))));
}

/** Signed: more is positive. */
export function signed(difference: number, unit: string, system: System): string {
  const number = sizeNumber(difference, unit, system);
  return Number(number) > 0 ? `+${number}` : number;
}
