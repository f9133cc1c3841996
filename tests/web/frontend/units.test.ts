import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { fieldText, namesUnit, parseQuantity, roundHalfUp, sizeText, sizeWords, type System } from "../../../web/frontend/src/units";

const READ: [string, string, System, number | null][] = [
  ["262", "mm", "mm", 262],
  [" .5 ", "mm", "mm", 0.5],
  ["26.2cm", "mm", "mm", 262],
  ["1-15/16in", "mm", "mm", 49.2125],
  ["1 15/16", "mm", "in", 49.2125],
  ['3/8"', "mm", "mm", 9.525],
  ["63.5mm", "mm", "in", 63.5],
  ["-4", "deg", "in", -4],
  ["4°", "deg", "mm", 4],
  ["100", "kg", "in", 45.359237],
  ["9.5 Inches", "mm", "mm", 241.3],
  ["9.5 in.", "mm", "mm", 241.3],
  ["9.5″", "mm", "mm", 241.3],
  ["3 degrees", "deg", "mm", 3],
  ["100 pounds", "kg", "mm", 45.359237],
  ["250 g", "kg", "in", 0.25],
  ["10 ft", "mm", "mm", null],
  ["1/0", "mm", "mm", null],
  ["12 stone", "kg", "mm", null],
  ["4kg", "mm", "mm", null],
  ["wide", "mm", "mm", null],
  ["", "mm", "mm", null],
];

for (const [text, own, system, value] of READ) {
  test(`${JSON.stringify(text)} for a parameter in ${own} is ${value} while the page is in ${system}`, () => {
    const found = parseQuantity(text, own, system);
    equal(found === null ? null : Number(found.toFixed(9)), value);
  });
}

test("a field's number has no needless digits", () => {
  const written = [fieldText(262, "mm", "mm"), fieldText(0.1 + 0.2, "mm", "mm"), fieldText(63.5, "mm", "in")];
  deepEqual(written, ["262", "0.3", "2.5"]);
});

test("a text that names its unit is known", () => {
  deepEqual(["63.5mm", '2"', "63.5", "1/2", "mm"].map(namesUnit), [true, true, false, false, false]);
});

test("a size reads as a drawing has it", () => {
  const read = [sizeText(189.83, "mm", "mm"), sizeText(3.996, "mm", "mm"), sizeText(189.83, "mm", "in")];
  deepEqual([...read, sizeText(-0.01, "deg", "mm")], ["189.83 mm", "4.00 mm", "7.474 in", "0.0°"]);
  equal(sizeWords(34.925, "mm", "in"), "1.375 in (34.93 mm)");
});

// The same values as in tests/domain/test_rounding.py: pages, pictures and tables round alike.
test("halves are rounded away from zero, as decimals are written", () => {
  const values: [number, number][] = [[34.925, 2], [1.005, 2], [2.675, 2], [0.125, 2], [-0.125, 2], [-0.001, 2], [8, 2], [1.45, 1]];
  deepEqual(values.map(([value, decimals]) => roundHalfUp(value, decimals)), [34.93, 1.01, 2.68, 0.13, -0.13, 0, 8, 1.5]);
});
