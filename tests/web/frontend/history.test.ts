import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { begin, closed, type History, record, redo, undo } from "../../../web/frontend/src/history";
import type { Configuration } from "../../../web/frontend/src/state";

function hole(text: string): Configuration {
  return { system: "mm", texts: { hole: text } };
}

function told(history: History): string | undefined {
  return history.present.texts.hole;
}

test("undo goes back and redo goes forth again", () => {
  const history = record(record(begin(hole("1")), hole("2"), ""), hole("3"), "");
  equal(told(undo(history)), "2");
  equal(told(undo(undo(history))), "1");
  equal(told(redo(undo(history))), "3");
});

test("beyond either end nothing changes", () => {
  const history = record(begin(hole("1")), hole("2"), "");
  equal(told(undo(undo(history))), "1");
  equal(redo(history), history);
});

test("keystrokes in one field are one step", () => {
  const history = ["2", "26", "262"].reduce((before, text) => record(before, hole(text), "hole"), begin(hole("1")));
  equal(told(undo(history)), "1");
});

test("after the field was left, the next change of it is a step of its own", () => {
  const history = record(closed(record(begin(hole("1")), hole("2"), "hole")), hole("3"), "hole");
  equal(told(undo(history)), "2");
});

test("a new change forgets what was undone", () => {
  const history = record(undo(record(begin(hole("1")), hole("2"), "")), hole("4"), "");
  deepEqual(history.future, []);
  equal(told(undo(history)), "1");
});

test("what is the same is no step", () => {
  const history = begin(hole("1"));
  equal(record(history, hole("1"), ""), history);
});
