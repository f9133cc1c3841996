/** Cuts whatever model is shown. */

import type { Plane, Scene } from "three";
import { MM_PER_METRE } from "./frame";
import { clip, type Materials } from "./materials";
import type { Model } from "./model";
import { type Cut, cutThrough, type Section } from "./section";

export interface Cutter {
  /** What is behind it, on the side of its normal, is kept; null while nothing is cut. */
  readonly plane: Plane | null;
  /** Cut the model, or close it; tells where the cut lies, in mm along its axis. */
  cut(model: Model | null, cut: Cut | null): number | null;
  /** Cut another model as the one before. */
  again(model: Model): void;
  dispose(): void;
}

export function createCutter(scene: Scene, materials: Materials): Cutter {
  let wanted: Cut | null = null;
  let section: Section | null = null;
  const cut = (model: Model | null, next: Cut | null) => {
    wanted = next;
    section?.dispose();
    section = model && wanted ? cutThrough(model, wanted, materials) : null;
    clip(materials, section ? [section.plane] : []);
    if (section) scene.add(section.group);
    return section && section.place * MM_PER_METRE;
  };
  return {
    get plane() {
      return section?.plane ?? null;
    },
    cut,
    again: (model) => void cut(model, wanted),
    dispose: () => section?.dispose(),
  };
}
