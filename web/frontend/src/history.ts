/** Configurations to go back to. */

import { isSame, type Configuration } from "./state";

export interface History {
  readonly past: readonly Configuration[];
  readonly present: Configuration;
  readonly future: readonly Configuration[];
  /** The field whose keystrokes are still one step, empty for none. */
  readonly field: string;
}

const DEEPEST = 200;

export function begin(present: Configuration): History {
  return { past: [], present, future: [], field: "" };
}

/** The history with `next` as its present. Changes of one field in a row are one step. */
export function record(history: History, next: Configuration, field: string): History {
  if (isSame(history.present, next)) return history;
  const goesOn = field !== "" && field === history.field;
  const past = goesOn ? history.past : [...history.past, history.present].slice(-DEEPEST);
  return { past, present: next, future: [], field };
}

/** The history after which a further change of the same field is a step of its own. */
export function closed(history: History): History {
  return { ...history, field: "" };
}

export function undo(history: History): History {
  const present = history.past.at(-1);
  if (!present) return history;
  return { past: history.past.slice(0, -1), present, future: [history.present, ...history.future], field: "" };
}

export function redo(history: History): History {
  const [present, ...future] = history.future;
  return present ? { past: [...history.past, history.present], present, future, field: "" } : history;
}
