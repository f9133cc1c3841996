/** Where on the screen labels go: beside their lines, inside the view, none over another. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A label of some size for the line between two points; one that `must` be seen never goes missing. */
export interface Wanted {
  readonly from: Point;
  readonly to: Point;
  readonly size: Size;
  readonly must: boolean;
}

interface Box extends Point, Size {}

// Which share of the view labels may cover: more would hide the part.
const COVERED = 0.1;
const GAP = 8;
const MARGIN = 6;
// In pixels: the raster on which a label looks for a place where none beside its line is free.
const STEP = 12;
const SHARES = [0.5, 0.32, 0.68, 0.15, 0.85];

/** Top left corners in the labels' order, null for one that has no room. Those that must be seen come first. */
export function placeLabels(wanted: readonly Wanted[], view: Size): (Point | null)[] {
  const taken: Box[] = [];
  const places = new Map<Wanted, Point | null>();
  let room = COVERED * view.width * view.height;
  const written = wanted.filter(({ size }) => size.width > 0);
  for (const label of written.sort((one, other) => Number(other.must) - Number(one.must))) {
    const boxes = candidates(label)
      .map((box) => inside(box, view))
      .sort((one, other) => one.moved - other.moved);
    const free = boxes.find((box) => !taken.some((other) => overlaps(box, other)));
    const area = label.size.width * label.size.height;
    const box = label.must ? (free ?? nearestFree(label, taken, view) ?? boxes[0]) : area <= room ? free : undefined;
    if (box) {
      taken.push(box);
      room -= area;
    }
    places.set(label, box ? { x: box.x, y: box.y } : null);
  }
  return wanted.map((label) => places.get(label) ?? null);
}

/** Where in the view a label overlaps no other, as near as may be to the middle of its line. */
function nearestFree({ from, to, size }: Wanted, taken: readonly Box[], view: Size): Box | undefined {
  const middle = { x: (from.x + to.x - size.width) / 2, y: (from.y + to.y - size.height) / 2 };
  const far = (box: Box) => Math.hypot(box.x - middle.x, box.y - middle.y);
  const boxes: Box[] = [];
  for (let y = MARGIN; y <= view.height - size.height - MARGIN; y += STEP) {
    for (let x = MARGIN; x <= view.width - size.width - MARGIN; x += STEP) boxes.push({ x, y, ...size });
  }
  return boxes.sort((one, other) => far(one) - far(other)).find((box) => !taken.some((other) => overlaps(box, other)));
}

/** Beside the line, first on the side that is further up, then beyond either end. */
function candidates({ from, to, size }: Wanted): Box[] {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const along = { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  const up = along.x < 0 ? { x: -along.y, y: along.x } : { x: along.y, y: -along.x };
  const beside = SHARES.flatMap((share) => {
    const on = { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
    return [off(on, up, size), off(on, opposite(up), size)];
  });
  return [...beside, off(from, opposite(along), size), off(to, along, size)];
}

/** The box beside a point, in a direction. */
function off(point: Point, direction: Point, size: Size): Box {
  const reach = (Math.abs(direction.x) * size.width + Math.abs(direction.y) * size.height) / 2 + GAP;
  const centre = { x: point.x + reach * direction.x, y: point.y + reach * direction.y };
  return { x: centre.x - size.width / 2, y: centre.y - size.height / 2, ...size };
}

function opposite({ x, y }: Point): Point {
  return { x: -x, y: -y };
}

/** The box moved into the view, and how far: one that has to move may come to lie on its own line. */
function inside(box: Box, view: Size): Box & { moved: number } {
  const x = Math.max(MARGIN, Math.min(box.x, view.width - box.width - MARGIN));
  const y = Math.max(MARGIN, Math.min(box.y, view.height - box.height - MARGIN));
  return { ...box, x, y, moved: Math.abs(x - box.x) + Math.abs(y - box.y) };
}

function overlaps(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width && other.x < one.x + one.width &&
    one.y < other.y + other.height && other.y < one.y + one.height
  );
}
