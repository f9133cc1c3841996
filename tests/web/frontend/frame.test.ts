import { deepEqual, ok } from "node:assert/strict";
import { test } from "node:test";
import { FROM_AN_ANGLE } from "../../../web/frontend/src/viewer/camera";
import { type Axis, type Frame, frameOf, turnTo } from "../../../web/frontend/src/viewer/frame";

// In the frame of a GLB: from where one looks and what is upright; then the part's axes that letters face, are read along.
const LETTERED: [string, { front?: number[]; up?: number[] }, Axis, Axis, number][] = [
  ["a badge on its back", { front: [0, 0, 1], up: [0, 1, 0] }, "z", "x", 1],
  ["a badge on a wall", { front: [0, 1, 0], up: [0, 0, -1] }, "z", "x", 1],
  ["a plate that faces forwards", { front: [1, 0, 0], up: [0, 1, 0] }, "x", "y", 1],
  ["a mirrored part, read from its other side", { front: [0, 0, -1], up: [0, 1, 0] }, "z", "x", -1],
  ["a model that says nothing", {}, "z", "x", 1],
];

for (const [name, extras, facing, reading, sense] of LETTERED) {
  test(`lettering reads upright in the first view of ${name}`, () => {
    const frame: Frame = frameOf(turnTo(extras));
    const read = frame[reading].clone().multiplyScalar(sense);
    const upright = frame[facing].clone().cross(read);
    // To the right of the eye that looks from an angle, and up in what it sees.
    const right = frame[facing].clone().set(0, 1, 0).cross(FROM_AN_ANGLE);
    const up = FROM_AN_ANGLE.clone().cross(right);
    ok(frame[facing].dot(FROM_AN_ANGLE) > 0 && read.dot(right) > 0 && upright.dot(up) > 0);
  });
}

test("the part's own axes are told from each other, however it is turned", () => {
  const { x, y, z } = frameOf(turnTo({ front: [1, 0, 0], up: [0, 1, 0] }));
  deepEqual([x, y, z].map((axis) => axis.toArray().map(Math.round)), [[0, 0, 1], [1, 0, 0], [0, 1, 0]]);
});
