import { deepEqual, equal } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readDimensions } from "../../../web/frontend/src/glb";

const file = readFileSync(process.env.PREVIEW ?? "");
const dimensions = readDimensions(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength));

test("the sizes of a real preview are read in the template's order", () => {
  const names = dimensions.map(({ name }) => name);
  deepEqual(names, ["groove_diameter", "bore_diameter", "flange_diameter", "groove_width", "flange_thickness", "height"]);
});

test("each says how large it was asked for and how large it is", () => {
  const groove = dimensions[0];
  equal(groove?.title, "Groove diameter");
  equal(groove?.nominal, 14);
  equal(Math.abs((groove?.measured ?? 0) - 14) < 0.05, true);
});
