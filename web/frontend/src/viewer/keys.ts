/** The view by keyboard. */

import type { OrbitControls } from "three/examples/jsm/controls/OrbitControls.js";
import { type View, VIEWS } from "./camera";

export const KEYS_TOLD =
  "3D view of the part. Arrow keys turn it, with Shift they move it, plus and minus zoom, Home fits it, " +
  "1 to 7 show it isometric, from the front, back, left, right, top and bottom.";

export interface Steering {
  readonly controls: OrbitControls;
  fit(): void;
  show(view: View): void;
  escape(): void;
}

const ANGLE = Math.PI / 24;
const PIXELS = 24;
const ZOOM = 0.85;

/** Steer by the keys pressed while the container has the focus; returns what ends it. */
export function steer(container: HTMLElement, steering: Steering): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.target !== container || event.ctrlKey || event.altKey || event.metaKey) return;
    const action = actionOf(event.key, event.shiftKey, steering);
    if (!action) return;
    event.preventDefault();
    action();
  };
  container.addEventListener("keydown", onKey);
  return () => container.removeEventListener("keydown", onKey);
}

function actionOf(key: string, shifted: boolean, steering: Steering): (() => void) | undefined {
  const { controls } = steering;
  const view = VIEWS[Number(key) - 1];
  if (view) return () => steering.show(view);
  const moves: Record<string, () => void> = shifted
    ? {
        ArrowLeft: () => controls.pan(-PIXELS, 0),
        ArrowRight: () => controls.pan(PIXELS, 0),
        ArrowUp: () => controls.pan(0, -PIXELS),
        ArrowDown: () => controls.pan(0, PIXELS),
      }
    : {
        ArrowLeft: () => controls.rotateLeft(ANGLE),
        ArrowRight: () => controls.rotateLeft(-ANGLE),
        ArrowUp: () => controls.rotateUp(ANGLE),
        ArrowDown: () => controls.rotateUp(-ANGLE),
      };
  const others: Record<string, () => void> = {
    "+": () => controls.dollyIn(ZOOM),
    "=": () => controls.dollyIn(ZOOM),
    "-": () => controls.dollyOut(ZOOM),
    Home: () => steering.fit(),
    Escape: () => steering.escape(),
  };
  return moves[key] ?? others[key];
}
