import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { reworded, toQuery } from "../../../web/frontend/src/state";

test("the query is that of the form, without what is empty", () => {
  const texts = { hole: "1-15/16", side: "left", flange: " " };
  equal(toQuery({ system: "in", texts }), "unit=in&hole=1-15%2F16&side=left");
});

test("what was typed comes back as it was after a look at the other system", () => {
  const there = reworded({}, "1-15/16", "mm", "in", "mm");
  deepEqual(there, { in: "1-15/16", mm: "49.2125" });
  deepEqual(reworded(there, "49.2125", "mm", "mm", "in").in, "1-15/16");
});

test("what was changed in the other system is converted from there", () => {
  const there = reworded({}, "1-15/16", "mm", "in", "mm");
  deepEqual(reworded(there, "50.8", "mm", "mm", "in"), { mm: "50.8", in: "2" });
});

test("a text that names its unit, or is no number, stays", () => {
  equal(reworded({}, "63.5mm", "mm", "mm", "in").in, "63.5mm");
  equal(reworded({}, "wide", "mm", "mm", "in").in, "wide");
  equal(reworded({}, "", "mm", "mm", "in").in, "");
});
