import { deepEqual } from "node:assert/strict";
import { test } from "node:test";
import { marksOf } from "../../../web/frontend/src/viewer/dimensions";
import type { DimensionLine } from "../../../web/frontend/src/viewer/model";

const SIZE = { unit: "mm", nominal: 8, measured: 8, uncertainty: 0, tolerance: 0.05, ok: true, field: "" };
const LINES = [
  { ...SIZE, name: "bore", title: "Bore", kind: "diameter", sign: "Ø", ends: [] },
  { ...SIZE, name: "height", title: "Height", kind: "distance", ends: [] },
] as unknown as DimensionLine[];

test("a label carries its name, and Ø where it is a diameter's", () => {
  deepEqual(marksOf(LINES, null, "mm").map((mark) => mark.text), ["Bore Ø 8.00 mm", "Height 8.00 mm"]);
});
