/** The measurement sheet: what is doubtful, and how common it is, while it is being filled in. */

import { type Answer, askDesign, type Percentile } from "./api";
import { make, need } from "./elements";
import { worded } from "./problems";

const DELAY = 250;

interface Cell {
  readonly name: string;
  readonly box: HTMLElement;
  readonly input: HTMLInputElement | HTMLSelectElement;
}

const form = need<HTMLFormElement>("form.order-form");
const template = need("main[data-template]").dataset.template ?? "";
const sides = new Map<string, Cell[]>();
for (const box of form.querySelectorAll<HTMLElement>("td[data-field]")) {
  const input = box.querySelector<HTMLInputElement | HTMLSelectElement>("input, select");
  const side = box.dataset.side ?? "";
  const name = (box.dataset.field ?? "").replace(side ? `${side}-` : "", "");
  if (input) sides.set(side, [...(sides.get(side) ?? []), { name, box, input }]);
}

let running = new AbortController();
let timer = 0;

/** Judge every side anew; an older judgement that is still on its way is dropped. */
async function judge(): Promise<void> {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  await Promise.all([...sides].map(([side, cells]) => judgeSide(side, cells, signal)));
}

async function judgeSide(side: string, cells: readonly Cell[], signal: AbortSignal): Promise<void> {
  try {
    show(cells, await askDesign(template, valuesOf(side, cells), signal));
  } catch {
    // The server judges again when the sheet is sent.
  }
}

function valuesOf(side: string, cells: readonly Cell[]): object {
  const filled = cells.filter(({ input }) => input.value.trim() !== "");
  const values = filled.map(({ name, input, box }) => [name, valueOf(input.value, box)] as const);
  return { ...Object.fromEntries(values), ...(side ? { side } : {}) };
}

/** A number with the unit that stands beside it; several, separated by semicolons, are repeats. */
function valueOf(text: string, box: HTMLElement): unknown {
  const shown = box.querySelector(".unit")?.textContent;
  if (!shown) return text;
  const repeats = text.split(";").map((each) => each.trim()).filter(Boolean);
  const unit = shown === "°" ? "deg" : shown;
  return repeats.length > 1 ? { repeats, unit } : { value: text, unit };
}

function show(cells: readonly Cell[], answer: Answer): void {
  for (const { name, box, input } of cells) {
    const filled = input.value.trim() !== "";
    const told = answer.problems.filter((each) => each.fields.includes(name) && (filled || each.severity === "refusal"));
    box.querySelector(".problems")?.replaceChildren(...told.map((each) => worded(each, name)));
    box.querySelector(".rank")?.replaceChildren(...(answer.percentiles[name] ?? []).map(ranked));
    input.toggleAttribute("aria-invalid", told.some((each) => each.severity === "refusal"));
  }
}

function ranked({ sex, where, percent }: Percentile): HTMLElement {
  const share = where === "at" ? `P${percent.toFixed(0)}` : `${where} P${percent}`;
  return make("span", "", `${share} of ${sex === "M" ? "men" : "women"}`);
}

/** The unit beside every length is that of the sheet. */
function relabel(): void {
  const inches = form.querySelector<HTMLInputElement>('[name="unit"]:checked')?.value === "in";
  const names: Readonly<Record<string, string>> = inches ? { mm: "in", kg: "lb" } : { in: "mm", lb: "kg" };
  for (const unit of form.querySelectorAll("td .unit")) unit.textContent = names[unit.textContent] ?? unit.textContent;
}

form.addEventListener("input", () => {
  relabel();
  clearTimeout(timer);
  timer = setTimeout(() => void judge(), DELAY);
});
