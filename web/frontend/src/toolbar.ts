/** The viewer's buttons: views, fit, section, measuring. */

import { sizeText, type System } from "./units";
import type { Cut, View, Viewer } from "./viewer";
import { type Icon, icon } from "./viewer/icons";

export interface Toolbar {
  readonly element: HTMLElement;
  setUnit(system: System): void;
}

const VIEWS: Readonly<Record<View, string>> = {
  iso: "At an angle",
  front: "Front",
  back: "Back",
  left: "Left",
  right: "Right",
  top: "Top",
  bottom: "Bottom",
};
const STEPS = 200;

/** A toolbar for the viewer, not yet in the page. */
export function createToolbar(viewer: Viewer): Toolbar {
  const element = box("viewer-toolbar");
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", "View");
  const views = Object.entries(VIEWS).map(([name, title]) => button(title, () => viewer.view(name as View)));
  const section = sectionControls(viewer);
  element.append(box("viewer-buttons", button("Fit", viewer.fit, "fit"), ...views), measuring(viewer), section.element);
  return { element, setUnit: section.setUnit };
}

function measuring(viewer: Viewer): HTMLElement {
  const toggle = button("Measure", () => {
    const on = toggle.getAttribute("aria-pressed") !== "true";
    toggle.setAttribute("aria-pressed", String(on));
    if (on) viewer.startMeasure();
    else viewer.stopMeasure();
  }, "measure");
  toggle.setAttribute("aria-pressed", "false");
  toggle.title = "Measure between two points: corners and edges draw them in";
  return toggle;
}

function sectionControls(viewer: Viewer): Toolbar {
  let system: System = "mm";
  const axes = document.createElement("select");
  axes.add(new Option("No section", ""));
  for (const axis of ["x", "y", "z"]) axes.add(new Option(`Section ${axis}`, axis));
  axes.setAttribute("aria-label", "Section across");
  const slider = document.createElement("input");
  Object.assign(slider, { type: "range", min: "0", max: String(STEPS), value: String(STEPS / 2) });
  slider.setAttribute("aria-label", "Place of the section");
  const place = document.createElement("output");
  const element = box("viewer-section", icon("section"), axes, slider, place);
  const update = () => {
    const cut = axes.value ? { axis: axes.value as Cut["axis"], position: Number(slider.value) / STEPS } : null;
    const at = viewer.setSection(cut);
    slider.hidden = place.hidden = !cut;
    place.value = at === null ? "" : sizeText(at, "mm", system);
    slider.setAttribute("aria-valuetext", place.value);
  };
  axes.addEventListener("change", update);
  slider.addEventListener("input", update);
  update();
  const setUnit = (next: System) => {
    system = next;
    update();
  };
  return { element, setUnit };
}

/** A button with its text, or with a picture in place of it. */
function button(text: string, action: () => void, picture?: Icon): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.append(picture ? icon(picture) : text);
  made.title = text;
  if (picture) made.setAttribute("aria-label", text);
  made.addEventListener("click", action);
  return made;
}

function box(className: string, ...children: Node[]): HTMLElement {
  const made = document.createElement("div");
  made.className = className;
  made.append(...children);
  return made;
}
