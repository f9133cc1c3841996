/** What was kept as A beside the present B. */

import type { Value } from "./api";
import { make, makeButton } from "./elements";
import type { Field } from "./fields";
import type { Dimension } from "./glb";
import { signed } from "./sizes";
import type { Configuration } from "./state";
import { sizeText, type System } from "./units";

/** A configuration with all that came of it. */
export interface Shown {
  readonly configuration: Configuration;
  readonly parameters: Readonly<Record<string, Value>>;
  readonly dimensions: readonly Dimension[];
  readonly glb: ArrayBuffer;
}

export interface Choices {
  /** Whether A's model is to be seen through B's. */
  overlaid(on: boolean): void;
  back(): void;
  end(): void;
}

interface Line {
  readonly title: string;
  readonly unit: string;
  readonly values: readonly [Value, Value];
}

/** Write the comparison into its section. */
export function fillComparison(
  section: HTMLElement, fields: readonly Field[], kept: Shown, present: Shown, system: System, choices: Choices,
): void {
  const pressed = section.querySelector('[aria-pressed="true"]') !== null;
  const overlay = makeButton("Show A through B", "quiet", () => {
    const on = overlay.getAttribute("aria-pressed") !== "true";
    overlay.setAttribute("aria-pressed", String(on));
    choices.overlaid(on);
  });
  overlay.setAttribute("aria-pressed", String(pressed));
  const back = makeButton("Back to A", "quiet", choices.back);
  const end = makeButton("End comparison", "quiet", choices.end);
  const lines = [...parameterLines(fields, kept, present), ...dimensionLines(kept, present)];
  const table = make("div", "wide", tableOf(lines, system));
  // What scrolls sideways must be reached by keys.
  table.tabIndex = 0;
  table.role = "group";
  table.ariaLabel = "A against B";
  section.replaceChildren(make("h2", "", "A against B"), make("div", "actions", overlay, back, end), table);
  section.hidden = false;
}

function parameterLines(fields: readonly Field[], kept: Shown, present: Shown): Line[] {
  return fields.map(({ name, title, own }) => {
    return { title, unit: own, values: [kept.parameters[name] ?? null, present.parameters[name] ?? null] };
  });
}

function dimensionLines(kept: Shown, present: Shown): Line[] {
  return present.dimensions.map(({ name, title, unit, measured }) => {
    const before = kept.dimensions.find((dimension) => dimension.name === name)?.measured ?? null;
    return { title: `${title}, draft`, unit, values: [before, measured] };
  });
}

function tableOf(lines: readonly Line[], system: System): HTMLTableElement {
  const heads = ["What", "A, kept", "B, now", "B − A"].map((text, index) => {
    const head = make("th", index > 0 ? "n" : "", text);
    head.scope = "col";
    return head;
  });
  const rows = lines.map((line) => rowOf(line, system));
  return make("table", "sizes", make("thead", "", make("tr", "", ...heads)), make("tbody", "", ...rows));
}

function rowOf({ title, unit, values: [kept, present] }: Line, system: System): HTMLTableRowElement {
  const texts = [kept, present].map((value) => valueText(value, unit, system));
  const differs = texts[0] !== texts[1];
  const heading = make("th", "", title);
  heading.scope = "row";
  const difference =
    typeof kept === "number" && typeof present === "number" ? signed(present - kept, unit, system) : "differs";
  const cells = [...texts, differs ? difference : "="].map((text) => make("td", "n", text));
  return make("tr", differs ? "differs" : "", heading, ...cells);
}

function valueText(value: Value, unit: string, system: System): string {
  if (value === null) return "–";
  return typeof value === "number" ? sizeText(value, unit, system) : value.replaceAll("_", " ");
}
