import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { placeLabels, type Wanted } from "../../../web/frontend/src/viewer/layout";

const VIEW = { width: 300, height: 200 };
const SIZE = { width: 60, height: 20 };
const across: Wanted = { from: { x: 50, y: 100 }, to: { x: 250, y: 100 }, size: SIZE, must: false };

test("a label stands above the middle of its line", () => {
  deepEqual(placeLabels([across], VIEW), [{ x: 120, y: 72 }]);
});

test("no label stands over another", () => {
  const places = placeLabels(Array.from({ length: 6 }, () => ({ ...across })), VIEW).filter((place) => place !== null);
  for (const [index, one] of places.entries()) {
    for (const other of places.slice(index + 1)) {
      equal(Math.abs(one.x - other.x) >= 60 || Math.abs(one.y - other.y) >= 20, true);
    }
  }
});

test("one without room is left out, but never one that must be seen", () => {
  const tight = { width: 72, height: 32 };
  deepEqual(placeLabels([across, { ...across, must: true }], tight), [null, { x: 6, y: 6 }]);
});

test("a label of a line beyond the edge stays inside the view", () => {
  const beyond = { ...across, from: { x: 280, y: -40 }, to: { x: 400, y: -40 } };
  const place = placeLabels([beyond], VIEW)[0];
  equal(place && place.x >= 0 && place.x <= 240 && place.y >= 0 && place.y <= 180, true);
});

test("several that must be seen do not pile up, even where all their lines are one", () => {
  const places = placeLabels(Array.from({ length: 14 }, () => ({ ...across, must: true })), VIEW);
  for (const [index, one] of places.entries()) {
    for (const other of places.slice(index + 1)) {
      equal(one && other && (Math.abs(one.x - other.x) >= 60 || Math.abs(one.y - other.y) >= 20), true);
    }
  }
});
