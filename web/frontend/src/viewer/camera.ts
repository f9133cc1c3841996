/** Where the view is taken from: orthographic, as on a drawing, so that equal sizes look equal. */

import { Box3, type BufferGeometry, type Mesh, OrthographicCamera, Spherical, Vector3 } from "three";
import type { OrbitControls } from "three/examples/jsm/controls/OrbitControls.js";

export const VIEWS = ["iso", "front", "back", "left", "right", "top", "bottom"] as const;
export type View = (typeof VIEWS)[number];

// To the camera: x right, Y up, Z at whoever looks at the front.
const DIRECTIONS: Readonly<Record<View, readonly [number, number, number]>> = {
  iso: [1, 0.9, 1.2],
  front: [0, 0, 1],
  back: [0, 0, -1],
  left: [-1, 0, 0],
  right: [1, 0, 0],
  top: [0, 1, 0],
  bottom: [0, -1, 0],
};
/** The direction of the view `iso`. */
export const FROM_AN_ANGLE: Vector3 = new Vector3(...DIRECTIONS.iso);
// Room around the part for the labels, as a share of the view.
const FILLED = 0.8;
// In metres, for what has no size.
const LEAST = 1e-6;
// Distances in diagonals of the part's box: far enough that panning never cuts it off.
const AWAY = 5;
const TURN_MS = 260;
const ALIKE = 1.3;

/** A camera one unit high at zoom 1, before anything is shown. */
export function createCamera(): OrthographicCamera {
  const camera = new OrthographicCamera(-0.5, 0.5, 0.5, -0.5, 0, 10);
  camera.position.set(...DIRECTIONS.iso).normalize();
  return camera;
}

export function shapeTo(camera: OrthographicCamera, width: number, height: number): void {
  camera.left = -width / height / 2;
  camera.right = width / height / 2;
  camera.updateProjectionMatrix();
}

/** Let the camera see all of a box of this size from where it is, at the zoom it has. */
export function reach(camera: OrthographicCamera, controls: OrbitControls, box: Box3): void {
  const distance = AWAY * diagonal(box);
  camera.far = 2 * distance;
  camera.position.sub(controls.target).setLength(distance).add(controls.target);
  camera.updateProjectionMatrix();
  controls.minZoom = 0.1 / diagonal(box);
  controls.maxZoom = 200 / diagonal(box);
}

/** Centre what is shown and zoom so that it fills the view, from the same direction. */
export function fit(camera: OrthographicCamera, controls: OrbitControls, shown: Mesh): void {
  const box = new Box3().setFromObject(shown);
  const offset = camera.position.clone().sub(controls.target);
  box.getCenter(controls.target);
  camera.position.copy(controls.target).add(offset);
  reach(camera, controls, box);
  controls.update();
  camera.updateMatrixWorld();
  const seen = boxSeen(camera, shown.geometry);
  // The middle of what is seen is not that of the box; along the line of sight nothing changes.
  const shift = seen.getCenter(new Vector3()).setZ(0).applyQuaternion(camera.quaternion);
  controls.target.add(shift);
  camera.position.add(shift);
  const size = seen.getSize(new Vector3());
  camera.zoom = FILLED * Math.min((camera.right - camera.left) / Math.max(size.x, LEAST), 1 / Math.max(size.y, LEAST));
  camera.updateProjectionMatrix();
}

/** Turn to a standard view; `seen` is called after every step, with whether it was the last. */
export function turn(
  camera: OrthographicCamera,
  controls: OrbitControls,
  view: View,
  animated: boolean,
  seen: (last: boolean) => void,
): void {
  const from = new Spherical().setFromVector3(camera.position.clone().sub(controls.target));
  const to = new Spherical().setFromVector3(new Vector3(...DIRECTIONS[view]));
  const around = shortest(to.theta - from.theta);
  const start = performance.now();
  const step = (now: number) => {
    const share = animated ? Math.min(1, Math.max(0, (now - start) / TURN_MS)) : 1;
    const eased = share * share * (3 - 2 * share);
    const angle = new Spherical(from.radius, from.phi + eased * (to.phi - from.phi), from.theta + eased * around);
    camera.position.setFromSpherical(angle.makeSafe()).add(controls.target);
    controls.update();
    seen(share === 1);
    if (share < 1) requestAnimationFrame(step);
  };
  step(start);
}

/** Whether what shows the one box well shows the other well. */
export function isAlike(one: Box3, other: Box3): boolean {
  const ratio = diagonal(one) / diagonal(other);
  return ratio < ALIKE && ratio > 1 / ALIKE;
}

function shortest(angle: number): number {
  return Math.atan2(Math.sin(angle), Math.cos(angle));
}

function diagonal(box: Box3): number {
  return Math.max(box.getSize(new Vector3()).length(), LEAST);
}

/** The box around the points as the camera sees them, in metres. */
function boxSeen(camera: OrthographicCamera, geometry: BufferGeometry): Box3 {
  const points = geometry.getAttribute("position");
  const point = new Vector3();
  const seen = new Box3();
  for (let index = 0; index < points.count; index += 1) {
    seen.expandByPoint(point.fromBufferAttribute(points, index).applyMatrix4(camera.matrixWorldInverse));
  }
  return seen;
}
