/** The part in three dimensions. */

import { type Box3, PropertyBinding, type Vector2 } from "three";
import { OrbitControls } from "three/examples/jsm/controls/OrbitControls.js";
import type { System } from "./units";
import { createCamera, fit, isAlike, reach, shapeTo, turn, type View } from "./viewer/camera";
import { createCutter } from "./viewer/cutter";
import { marksOf } from "./viewer/dimensions";
import { KEYS_TOLD, steer } from "./viewer/keys";
import { createMaterials, disposeMaterials, paint, sharpen } from "./viewer/materials";
import { createMeasurer } from "./viewer/measure";
import { createOverlay } from "./viewer/overlay";
import { pick } from "./viewer/picking";
import { point } from "./viewer/pointer";
import type { Cut } from "./viewer/section";
import { createShown } from "./viewer/shown";
import { createStage } from "./viewer/stage";
import { readTheme } from "./viewer/theme";

export { WebGLMissing } from "./viewer/stage";
export type { Cut, View };

export interface Viewer {
  /** Show a model in place of the one before; the view stays as it is unless the new one is of quite another size. */
  show(glb: ArrayBuffer): Promise<void>;
  /** Show another model translucent over it, or none. */
  ghost(glb: ArrayBuffer | null): Promise<void>;
  /** Let the dimensions of a parameter, or the one of this name, stand out. */
  highlight(name: string | null): void;
  /** Show the skin of the finding with this key alone, or of all. */
  point(key: string | null): void;
  /** Be told the parameter of a dimension that was clicked, its own name if it proves none, empty beside all. */
  onPick(callback: (name: string) => void): void;
  setUnit(system: System): void;
  /** Read the colours again. */
  setTheme(): void;
  view(view: View): void;
  fit(): void;
  /** Cut the part open, or close it; tells where the cut lies, in mm along its axis. */
  setSection(cut: Cut | null): number | null;
  startMeasure(): void;
  stopMeasure(): void;
  dispose(): void;
}

/** A viewer that fills the container. Throws WebGLMissing. */
export function createViewer(container: HTMLElement): Viewer {
  const camera = createCamera();
  const materials = createMaterials();
  const stage = createStage(container, camera, resized, drawMarks);
  const shown = createShown(stage.scene, materials);
  const cutter = createCutter(stage.scene, materials);
  const overlay = createOverlay(container);
  const controls = new OrbitControls(camera, container);
  const measurer = createMeasurer(under, (on) => {
    container.classList.toggle("is-measuring", on);
    stage.invalidate();
  });
  let meant: string | null = null;
  let system: System = "mm";
  // What the view was last fitted to.
  let fitted: Box3 | null = null;
  let told: (name: string) => void = () => {};

  controls.zoomToCursor = true;
  controls.addEventListener("change", stage.invalidate);
  container.classList.add("viewer-stage");
  container.tabIndex = 0;
  container.setAttribute("role", "application");
  container.setAttribute("aria-label", KEYS_TOLD);
  const endings = [
    steer(container, { controls, fit: fitAll, show: view, escape: () => measurer.on && measurer.start() }),
    point(container, { clicked, hovered: (at) => measurer.on && measurer.hover(at) }),
  ];
  setTheme();

  function size() {
    return { width: container.clientWidth, height: container.clientHeight };
  }

  function resized(width: number, height: number): void {
    shapeTo(camera, width, height);
    sharpen(materials, stage.renderer.getPixelRatio());
    if (!fitted) fitAll();
  }

  function drawMarks(): void {
    const dimensions = measurer.on ? [] : marksOf(shown.model?.dimensions ?? [], meant, system);
    const measured = shown.model ? measurer.marks(system, shown.model.frame) : [];
    overlay.draw([...dimensions, ...measured], camera);
  }

  function fitAll(): void {
    if (!shown.model || size().width === 0) return;
    fit(camera, controls, shown.model.part);
    fitted = shown.model.box;
    stage.invalidate();
  }

  function view(name: View): void {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    turn(camera, controls, name, !still, (last) => (last ? fitAll() : stage.invalidate()));
  }

  function setTheme(): void {
    paint(materials, readTheme(container));
    stage.invalidate();
  }

  function under(at: Vector2) {
    return shown.model && pick(shown.model, at, camera, size(), cutter.plane);
  }

  function clicked(mark: string | null, at: Vector2): void {
    if (measurer.on) return measurer.click(at);
    const dimension = shown.model?.dimensions.find(({ name }) => name === mark);
    told(dimension ? dimension.field || dimension.name : "");
  }

  return {
    async show(glb) {
      if (!(await shown.show(glb)) || !shown.model) return;
      if (measurer.on) measurer.start();
      cutter.again(shown.model);
      if (fitted && isAlike(fitted, shown.model.box)) reach(camera, controls, shown.model.box);
      else fitAll();
      stage.draw();
    },
    async ghost(glb) {
      await shown.ghost(glb);
      stage.draw();
    },
    highlight(name) {
      meant = name;
      stage.invalidate();
    },
    point(key) {
      // The loader takes what a name may not hold out of it.
      const name = key === null ? null : PropertyBinding.sanitizeNodeName(key);
      for (const finding of shown.model?.findings ?? []) finding.visible = name === null || finding.name === name;
      stage.invalidate();
    },
    onPick(callback) {
      told = callback;
    },
    setUnit(next) {
      system = next;
      stage.invalidate();
    },
    setTheme,
    view,
    fit: fitAll,
    setSection(cut) {
      stage.invalidate();
      return cutter.cut(shown.model, cut);
    },
    startMeasure: measurer.start,
    stopMeasure: measurer.stop,
    dispose() {
      for (const end of endings) end();
      for (const each of [cutter, shown, controls, overlay, stage]) each.dispose();
      disposeMaterials(materials);
    },
  };
}
