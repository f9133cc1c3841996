/** The frame that is shown, x right, Y up and Z at whoever looks at the part's front, against that of the part, in mm. */

import { type Box3, Matrix4, Vector3 } from "three";

export type Axis = "x" | "y" | "z";
/** The directions of the part's own axes in the frame that is shown. */
export type Frame = Readonly<Record<Axis, Vector3>>;

export const MM_PER_METRE = 1000;

// The part's axes in the frame of its GLB.
const AXES: Readonly<Record<Axis, readonly [number, number, number]>> = { x: [1, 0, 0], y: [0, 0, -1], z: [0, 1, 0] };
const FRONT = [0, 0, 1];
const UP = [0, 1, 0];

/** The turn from the frame of a GLB to the one that is shown; `extras` are those of its part. */
export function turnTo(extras: { front?: number[]; up?: number[] }): Matrix4 {
  const front = new Vector3().fromArray(extras.front ?? FRONT).normalize();
  const up = new Vector3().fromArray(extras.up ?? UP).normalize();
  return new Matrix4().makeBasis(up.clone().cross(front), up, front).transpose();
}

export function frameOf(turn: Matrix4): Frame {
  const [x, y, z] = (["x", "y", "z"] as const).map((axis) => new Vector3(...AXES[axis]).applyMatrix4(turn));
  return { x, y, z } as Frame;
}

/** How far points of a box lie along a direction, in metres: from the least to the most. */
export function reachAlong(direction: Vector3, box: Box3): [number, number] {
  const half = box.getSize(new Vector3()).divideScalar(2);
  const span = Math.abs(direction.x) * half.x + Math.abs(direction.y) * half.y + Math.abs(direction.z) * half.z;
  const middle = direction.dot(box.getCenter(new Vector3()));
  return [middle - span, middle + span];
}
