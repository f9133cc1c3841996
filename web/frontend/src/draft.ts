/** From what the form says to a shape: the newest wins, and the last good shape stays until there is a new one. */

import { type Answer, fetchModel, judge, pause, ServiceError, Unreachable } from "./api";
import type { Shown } from "./compare";
import { readDimensions } from "./glb";
import { latest } from "./latest";
import { type Configuration, toQuery } from "./state";
import type { Stand } from "./stand";
import type { Status } from "./status";

export interface Page {
  /** Where the form is judged. */
  readonly address: string;
  readonly stand: Promise<Stand>;
  readonly status: Status;
  judged(answer: Answer): void;
  shown(shown: Shown): void;
  /** What is shown is not what the form asks for: why, or empty while that is being made. */
  stale(reason: string): void;
}

const PAUSE_MS = 150;
const RETRY_MS = 4000;
const LAST_GOOD = "Shows the last good shape.";
const OF_LAST_GOOD = "These sizes are out of date: they are of the last good shape.";
const NONE_YET = "There is no shape yet, as something here cannot be.";

/** A function that has the shape of a configuration made and shown; where nobody answers, again and again. */
export function createDraft(page: Page): (configuration: Configuration) => void {
  let fallback = NONE_YET;
  const shown = (made: Shown) => {
    fallback = LAST_GOOD;
    page.shown(made);
  };
  return latest(PAUSE_MS, async (signal, configuration) => {
    page.stale("");
    for (;;) {
      try {
        if (await draft({ ...page, shown }, configuration, signal)) return;
        page.status.say(fallback);
        return page.stale(OF_LAST_GOOD);
      } catch (error) {
        signal.throwIfAborted();
        await tellFailure(page, error);
        if (!(error instanceof Unreachable)) return;
      }
      await pause(RETRY_MS, signal);
    }
  });
}

/** Say that the shape is the last good one, and why. Throws an error that is a fault of the page. */
async function tellFailure(page: Page, error: unknown): Promise<void> {
  (await page.stand).dim(true);
  page.stale(OF_LAST_GOOD);
  page.status.say(error instanceof ServiceError ? error.message : "The shape cannot be shown.");
  if (!(error instanceof ServiceError)) throw error;
}

/** False where the answer is that there can be no such shape. */
async function draft(page: Page, configuration: Configuration, signal: AbortSignal): Promise<boolean> {
  const asking = judge<Answer>(page.address, new URLSearchParams(toQuery(configuration)), signal);
  const answer = await page.status.during("Asking …", asking);
  signal.throwIfAborted();
  page.judged(answer);
  const stand = await page.stand;
  if (!answer.parameters || !answer.preview) {
    stand.dim(true);
    return false;
  }
  const glb = await page.status.during("Making the shape …", fetchModel(answer.preview, signal));
  signal.throwIfAborted();
  if (!glb) return true;
  await stand.show(glb, answer.picture ?? "");
  stand.dim(false);
  page.status.say("");
  const dimensions = readDimensions(glb);
  page.shown({ configuration, parameters: answer.parameters, dimensions, glb });
  return true;
}
