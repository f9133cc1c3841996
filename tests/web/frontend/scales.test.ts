import { deepEqual } from "node:assert/strict";
import { test } from "node:test";
import { roundStep, sliderStep } from "../../../web/frontend/src/scales";

test("a slider moves over round numbers", () => {
  deepEqual([220 / 500, 9.5 / 500, 8.66 / 500, 30 / 500, 1].map(roundStep), [0.5, 0.02, 0.02, 0.1, 1]);
});

test("a slider of a whole number stands at whole numbers", () => {
  deepEqual([sliderStep(2, 12, true), sliderStep(2, 12, false)], [1, 0.02]);
});
