/** Arrowheads and end ticks of a dimension line, as the path of an SVG. */

import type { Point } from "./layout";

// In pixels, in the proportions of ISO 129-1's filled arrow.
const LENGTH = 10;
const HALF = 2.6;
const TICK = 6;
// Below this the arrows stand outside and point inwards.
const SHORT = 3 * LENGTH;

/** The path for a line from one point to the other. */
export function headsOf(from: Point, to: Point): string {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length < 1) return `M${from.x - 3} ${from.y}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z`;
  const along = { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  const inwards = length < SHORT ? -1 : 1;
  return head(from, scaled(along, inwards)) + head(to, scaled(along, -inwards)) + tick(from, along) + tick(to, along);
}

/** A triangle with its tip at a point, its body in the direction. */
function head(tip: Point, direction: Point): string {
  const foot = { x: tip.x + LENGTH * direction.x, y: tip.y + LENGTH * direction.y };
  const [left, right] = [HALF, -HALF].map((half) => `${foot.x - half * direction.y} ${foot.y + half * direction.x}`);
  return `M${tip.x} ${tip.y}L${left}L${right}z`;
}

function tick(at: Point, along: Point): string {
  const [dx, dy] = [-TICK * along.y, TICK * along.x];
  return `M${at.x - dx} ${at.y - dy}L${at.x + dx} ${at.y + dy}`;
}

function scaled(direction: Point, by: number): Point {
  return { x: by * direction.x, y: by * direction.y };
}
