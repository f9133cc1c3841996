import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { fieldText, namesUnit, parseQuantity, rangeText, roundHalfUp, sizeText, sizeWords, type System } from "../../../web/frontend/src/units";
import cases from "../numbers.json";

// The server reads the same: see `tests/web/test_numbers.py`.
const READ = cases as [string, string, System, number | null][];

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
  deepEqual(["63.5mm", '2"', "1⅛”", "63.5", "1/2", "⅞", "mm"].map(namesUnit), [true, true, true, false, false, false, false]);
});

test("both ends of a range may be entered as they stand there", () => {
  equal(rangeText(4, 80, "mm", "mm"), "4 to 80 mm");
  equal(rangeText(4, 80, "mm", "in"), "0.158 to 3.149 in");
  equal(rangeText(10, 250, "kg", "in"), "22.1 to 551.1 lb");
  equal(rangeText(25.4, 50.8, "mm", "in"), "1 to 2 in");
  equal(rangeText(-8, 8, "deg", "in"), "-8 to 8 °");
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
