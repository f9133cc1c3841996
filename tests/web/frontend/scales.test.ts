import { deepEqual } from "node:assert/strict";
import { test } from "node:test";
import { roundStep } from "../../../web/frontend/src/scales";

test("a slider moves over round numbers", () => {
  deepEqual([220 / 500, 9.5 / 500, 8.66 / 500, 30 / 500, 1].map(roundStep), [0.5, 0.02, 0.02, 0.1, 1]);
});
