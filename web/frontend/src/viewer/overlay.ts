/** Lines with arrows and labels over the model, as SVG and HTML: crisp, and a finger can hit them. */

import { type Camera, Vector3 } from "three";
import { headsOf } from "./arrows";
import { placeLabels, type Point, type Size } from "./layout";

/** A line to draw between two points of the model. A strong one stands out, and its label is always seen. */
export interface Mark {
  readonly key: string;
  readonly ends: readonly [Vector3, Vector3];
  readonly text: string;
  readonly strong: boolean;
}

export interface Overlay {
  draw(marks: readonly Mark[], camera: Camera): void;
  dispose(): void;
}

interface Drawn {
  readonly group: SVGElement;
  readonly lines: readonly SVGElement[];
  readonly heads: SVGElement;
  readonly label: HTMLElement;
  size: Size;
}

/** An overlay over all of the container; what it draws carries its key as `data-mark`. */
export function createOverlay(container: HTMLElement): Overlay {
  const sheet = container.appendChild(svg("svg", "viewer-lines"));
  sheet.setAttribute("aria-hidden", "true");
  const labels = container.appendChild(document.createElement("div"));
  labels.className = "viewer-labels";
  labels.setAttribute("aria-hidden", "true");
  const drawn = new Map<string, Drawn>();
  return {
    draw(marks, camera) {
      forget(drawn, new Set(marks.map((mark) => mark.key)));
      const view = { width: container.clientWidth, height: container.clientHeight };
      const pairs = marks.map((mark) => {
        const item = drawn.get(mark.key) ?? begin(sheet, labels, mark.key);
        drawn.set(mark.key, item);
        return { mark, item, ...flattened(mark, camera, view) };
      });
      for (const { mark, item, from, to } of pairs) drawLine(item, mark, from, to);
      const wanted = pairs.map(({ mark, item, from, to }) => ({ from, to, size: item.size, must: mark.strong }));
      placeLabels(wanted, view).forEach((place, index) => drawLabel(pairs[index]?.item.label, place));
    },
    dispose() {
      sheet.remove();
      labels.remove();
    },
  };
}

function forget(drawn: Map<string, Drawn>, kept: ReadonlySet<string>): void {
  for (const [key, item] of drawn) {
    if (kept.has(key)) continue;
    item.group.remove();
    item.label.remove();
    drawn.delete(key);
  }
}

function begin(sheet: Element, labels: Element, key: string): Drawn {
  const group = sheet.appendChild(svg("g", "viewer-mark"));
  const lines = ["viewer-halo", "viewer-line", "viewer-hit"].map((name) => group.appendChild(svg("line", name)));
  const heads = group.appendChild(svg("path", "viewer-heads"));
  const label = labels.appendChild(document.createElement("span"));
  label.className = "viewer-label";
  for (const each of [group, label]) each.dataset.mark = key;
  return { group, lines, heads, label, size: { width: 0, height: 0 } };
}

function drawLine(item: Drawn, mark: Mark, from: Point, to: Point): void {
  for (const line of item.lines) {
    for (const [name, value] of Object.entries({ x1: from.x, y1: from.y, x2: to.x, y2: to.y })) {
      line.setAttribute(name, value.toFixed(2));
    }
  }
  item.heads.setAttribute("d", headsOf(from, to));
  for (const each of [item.group, item.label]) each.classList.toggle("is-strong", mark.strong);
  if (item.label.textContent === mark.text && item.size.width > 0) return;
  item.label.textContent = mark.text;
  item.size = { width: item.label.offsetWidth, height: item.label.offsetHeight };
}

function drawLabel(label: HTMLElement | undefined, place: Point | null): void {
  if (!label) return;
  label.classList.toggle("is-crowded-out", place === null);
  if (place) label.style.transform = `translate(${Math.round(place.x)}px, ${Math.round(place.y)}px)`;
}

function flattened(mark: Mark, camera: Camera, view: Size): { from: Point; to: Point } {
  const [from, to] = mark.ends.map((end) => {
    const seen = end.clone().project(camera);
    return { x: ((seen.x + 1) / 2) * view.width, y: ((1 - seen.y) / 2) * view.height };
  });
  return { from: from as Point, to: to as Point };
}

function svg(name: string, className: string): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  element.classList.add(className);
  return element;
}
