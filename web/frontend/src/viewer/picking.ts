/** The point of the part under the pointer; corners and edges near it draw it in. */

import {
  type Camera,
  DoubleSide,
  Line3,
  Mesh,
  MeshBasicMaterial,
  type Plane,
  Raycaster,
  type Vector2,
  Vector3,
} from "three";
import type { Size } from "./layout";
import type { Model } from "./model";

// How near in pixels a corner or an edge must be.
const CORNER_NEAR = 12;
const EDGE_NEAR = 8;
// How far in metres what draws in may lie behind the surface: an edge of the far side must not.
const BEHIND = 0.0015;
const SOLID = new MeshBasicMaterial({ side: DoubleSide });

/** The point in metres, null where the pointer (from -1 to 1, up) is beside the part or in what is cut away. */
export function pick(model: Model, pointer: Vector2, camera: Camera, view: Size, plane: Plane | null): Vector3 | null {
  const ray = new Raycaster();
  ray.setFromCamera(pointer, camera);
  const hit = firstHit(model, ray, plane);
  if (!hit) return null;
  const nearness = (point: Vector3) => {
    if (plane && plane.distanceToPoint(point) < 0) return Infinity;
    if (ray.ray.direction.dot(point.clone().sub(hit)) > BEHIND) return Infinity;
    const seen = point.clone().project(camera);
    return Math.hypot(((seen.x - pointer.x) * view.width) / 2, ((seen.y - pointer.y) * view.height) / 2);
  };
  return nearest(model.corners, nearness, CORNER_NEAR) ?? nearest(edgePoints(model, ray), nearness, EDGE_NEAR) ?? hit;
}

/** Where the ray meets the part; where it comes out of the part before it went in, it went in through the cut. */
function firstHit(model: Model, ray: Raycaster, plane: Plane | null): Vector3 | null {
  const solid = new Mesh(model.part.geometry, SOLID);
  const hits = ray.intersectObject(solid).filter(({ point }) => !plane || plane.distanceToPoint(point) >= 0);
  const [first] = hits;
  if (!first) return null;
  const leaves = (first.face?.normal.dot(ray.ray.direction) ?? -1) > 0;
  return (plane && leaves && ray.ray.intersectPlane(plane, new Vector3())) || first.point;
}

function nearest(points: Iterable<Vector3>, nearness: (point: Vector3) => number, limit: number): Vector3 | null {
  let best: Vector3 | null = null;
  let least = limit;
  for (const point of points) {
    const distance = nearness(point);
    if (distance >= least) continue;
    best = point;
    least = distance;
  }
  return best?.clone() ?? null;
}

/** Of every segment of the edges, the point nearest to the ray. */
function* edgePoints(model: Model, { ray }: Raycaster): Generator<Vector3> {
  const segment = new Line3();
  const point = new Vector3();
  for (let first = 0; first + 5 < model.segments.length; first += 6) {
    segment.start.fromArray(model.segments, first);
    segment.end.fromArray(model.segments, first + 3);
    ray.distanceSqToSegment(segment.start, segment.end, undefined, point);
    yield point.clone();
  }
}
