/** The part's own frame, z up in mm, against that of its model, Y up in metres. */

import { Vector3 } from "three";

export type Axis = "x" | "y" | "z";

export const MM_PER_METRE = 1000;

const AXES: Readonly<Record<Axis, Vector3>> = {
  x: new Vector3(1, 0, 0),
  y: new Vector3(0, 0, -1),
  z: new Vector3(0, 1, 0),
};

/** The direction in the model's frame of an axis of the part. */
export function axisOf(axis: Axis): Vector3 {
  return AXES[axis].clone();
}

/** The coordinate along an axis of the part of a point of the model, in metres. */
export function along(axis: Axis, point: Vector3): number {
  return AXES[axis].dot(point);
}
