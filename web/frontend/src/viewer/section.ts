/** A cut through the part, across one axis of its own frame, closed so that it looks solid. */

import {
  AlwaysStencilFunc,
  BackSide,
  type BufferGeometry,
  DecrementWrapStencilOp,
  FrontSide,
  Group,
  IncrementWrapStencilOp,
  Mesh,
  MeshBasicMaterial,
  Plane,
  PlaneGeometry,
  type Side,
  type StencilOp,
  Vector3,
} from "three";
import { LineSegments2 } from "three/examples/jsm/lines/LineSegments2.js";
import { LineSegmentsGeometry } from "three/examples/jsm/lines/LineSegmentsGeometry.js";
import { FROM_AN_ANGLE } from "./camera";
import { type Axis, reachAlong } from "./frame";
import type { Materials } from "./materials";
import type { Model } from "./model";

export interface Cut {
  readonly axis: Axis;
  /** From 0, the part's low end along the axis, to 1. */
  readonly position: number;
}

export interface Section {
  readonly group: Group;
  readonly plane: Plane;
  /** Where the plane lies along its axis, in metres. */
  readonly place: number;
  dispose(): void;
}

// The part is drawn after its cut, and its outline after both.
const COUNTED = -2;
const CAPPED = -1;

/** The cut's plane and what is drawn of it; what is kept is away from someone who looks as at the view `iso`. */
export function cutThrough(model: Model, cut: Cut, materials: Materials): Section {
  const direction = model.frame[cut.axis];
  const [low, high] = reachAlong(direction, model.box);
  const place = low + cut.position * (high - low);
  const plane = new Plane(direction.clone(), -place);
  if (direction.dot(FROM_AN_ANGLE) > 0) plane.negate();
  const counters = [
    counter(model.part.geometry, plane, BackSide, IncrementWrapStencilOp),
    counter(model.part.geometry, plane, FrontSide, DecrementWrapStencilOp),
  ];
  const cap = capOf(model, plane, materials);
  const outline = outlineOf(model.part.geometry, plane, materials);
  const group = new Group().add(...counters, cap, outline);
  return { group, plane, place, dispose: () => disposeAll(group, counters, [cap, outline]) };
}

function disposeAll(group: Group, counters: Mesh<BufferGeometry, MeshBasicMaterial>[], own: (Mesh | LineSegments2)[]) {
  group.removeFromParent();
  for (const each of counters) each.material.dispose();
  for (const each of own) each.geometry.dispose();
}

/** Where more back faces than front faces lie behind the plane, the plane is inside the part. */
function counter(geometry: BufferGeometry, plane: Plane, side: Side, op: StencilOp) {
  const material = new MeshBasicMaterial({
    side,
    clippingPlanes: [plane],
    colorWrite: false,
    depthWrite: false,
    depthTest: false,
    stencilWrite: true,
    stencilFunc: AlwaysStencilFunc,
    stencilFail: op,
    stencilZFail: op,
    stencilZPass: op,
  });
  const mesh = new Mesh(geometry, material);
  mesh.renderOrder = COUNTED;
  return mesh;
}

function capOf(model: Model, plane: Plane, materials: Materials): Mesh {
  const centre = model.box.getCenter(new Vector3());
  const size = 2 * model.box.getSize(new Vector3()).length();
  const cap = new Mesh(new PlaneGeometry(size, size), materials.cap);
  plane.projectPoint(centre, cap.position);
  cap.lookAt(cap.position.clone().add(plane.normal));
  cap.renderOrder = CAPPED;
  return cap;
}

function outlineOf(geometry: BufferGeometry, plane: Plane, materials: Materials): LineSegments2 {
  const lines = new LineSegments2(new LineSegmentsGeometry(), materials.outline);
  const segments = crossings(geometry, plane);
  if (segments.length > 0) lines.geometry.setPositions(segments);
  lines.visible = segments.length > 0;
  return lines;
}

/** Ends of the segments in which the plane cuts the triangles, flat. */
function crossings(geometry: BufferGeometry, plane: Plane): number[] {
  const points = geometry.getAttribute("position");
  const index = geometry.index?.array ?? [];
  const corners = [new Vector3(), new Vector3(), new Vector3()] as const;
  const found: number[] = [];
  for (let first = 0; first + 2 < index.length; first += 3) {
    corners.forEach((corner, offset) => corner.fromBufferAttribute(points, index[first + offset] ?? 0));
    found.push(...crossing(corners, plane));
  }
  return found;
}

function crossing(corners: readonly [Vector3, Vector3, Vector3], plane: Plane): number[] {
  const [a, b, c] = corners.map((corner) => plane.distanceToPoint(corner)) as [number, number, number];
  if (a > 0 === b > 0 && b > 0 === c > 0) return [];
  const sides = [
    [corners[0], a, corners[1], b],
    [corners[1], b, corners[2], c],
    [corners[2], c, corners[0], a],
  ] as const;
  return sides.flatMap(([from, before, to, after]) => {
    return before > 0 === after > 0 ? [] : from.clone().lerp(to, before / (before - after)).toArray();
  });
}
