/** Measuring between two points of the part. */

import type { Vector2, Vector3 } from "three";
import { sizeNumber, sizeText, type System } from "../units";
import { type Axis, type Frame, MM_PER_METRE } from "./frame";
import type { Mark } from "./overlay";

export interface Measurer {
  readonly on: boolean;
  /** Begin, or begin anew. */
  start(): void;
  stop(): void;
  hover(at: Vector2): void;
  /** Take the point there; a third one begins anew. */
  click(at: Vector2): void;
  marks(system: System, frame: Frame): Mark[];
}

/** A measurer that finds points by `pick`, and tells when there is something else to draw. */
export function createMeasurer(pick: (at: Vector2) => Vector3 | null, changed: (on: boolean) => void): Measurer {
  let on = false;
  let picked: readonly Vector3[] = [];
  let hovered: Vector3 | null = null;
  const set = (state: boolean) => {
    on = state;
    picked = [];
    hovered = null;
    changed(on);
  };
  return {
    get on() {
      return on;
    },
    start: () => set(true),
    stop: () => set(false),
    hover(at) {
      hovered = pick(at);
      changed(on);
    },
    click(at) {
      const point = pick(at);
      if (point) picked = picked.length === 2 ? [point] : [...picked, point];
      hovered = null;
      changed(on);
    },
    marks: (system, frame) => (on ? marksOf(picked, hovered, system, frame) : []),
  };
}

function marksOf([from, to]: readonly Vector3[], hovered: Vector3 | null, system: System, frame: Frame): Mark[] {
  const hover = hovered ? [dot("hovered", hovered, "")] : [];
  const end = to ?? hovered;
  if (!from) return hover;
  if (!end) return [dot("measured", from, "Pick the second point")];
  return [...hover, { key: "measured", ends: [from, end], text: distanceText(from, end, system, frame), strong: true }];
}

/** `12.34 mm (x 3.20, y 0.00, z 11.92)`, in the part's own frame. */
function distanceText(from: Vector3, to: Vector3, system: System, frame: Frame): string {
  const step = to.clone().sub(from);
  const parts = (["x", "y", "z"] satisfies Axis[]).map((axis) => {
    return `${axis} ${sizeNumber(Math.abs(frame[axis].dot(step)) * MM_PER_METRE, "mm", system)}`;
  });
  return `${sizeText(step.length() * MM_PER_METRE, "mm", system)} (${parts.join(", ")})`;
}

function dot(key: string, point: Vector3, text: string): Mark {
  return { key, ends: [point, point], text, strong: true };
}
