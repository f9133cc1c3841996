import { equal } from "node:assert/strict";
import { test } from "node:test";
// @ts-expect-error: its types lie in another package, which is found from web/frontend only.
import { BoxGeometry, Group, Mesh } from "../../../web/frontend/node_modules/three";
import { skinOf } from "../../../web/frontend/src/viewer/skin";

function boxAt(x: number) {
  return new Mesh(new BoxGeometry(1, 1, 1).translate(x, 0, 0));
}

test("of one body it is that body's skin", () => {
  const part = boxAt(0);
  equal(skinOf(part), part.geometry);
});

test("of several bodies it is the skin of all", () => {
  const geometry = skinOf(new Group().add(boxAt(0), boxAt(10)));
  equal(geometry.index?.count, 72);
  geometry.computeBoundingBox();
  equal(geometry.boundingBox?.max.x, 10.5);
});

test("of nothing it is empty", () => {
  equal(skinOf(undefined).index, null);
});
