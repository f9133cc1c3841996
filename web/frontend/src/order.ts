/** The page of an order: its parts in three dimensions, loaded when they are looked at. */

import { fetchModel } from "./api";
import { make } from "./elements";
import type { System } from "./units";

for (const turn of document.querySelectorAll<HTMLDetailsElement>("details.turn")) {
  turn.addEventListener("toggle", () => turn.open && void showAll(turn), { once: !turn.open });
  if (turn.open) void madeAll().then(() => showAll(turn));
}

/** While the files are being made, the kernel is left to them: the models come with what can be approved. */
function madeAll(): Promise<void> {
  const progress = document.querySelector("[data-poll]");
  const isMade = () => document.querySelector(".approve") !== null;
  if (!progress || isMade()) return Promise.resolve();
  return new Promise((resolve) => {
    const watch = new MutationObserver(() => {
      if (!isMade()) return;
      watch.disconnect();
      resolve();
    });
    watch.observe(progress, { childList: true });
  });
}

/** One after the other: the server makes one model at a time for a visitor. */
async function showAll(turn: HTMLDetailsElement): Promise<void> {
  const boxes = turn.querySelectorAll<HTMLElement>("[data-model]:not([data-begun])");
  for (const box of boxes) box.dataset.begun = "";
  for (const box of boxes) await show(box).catch(() => tell(box, "The model cannot be shown now: its picture is below."));
}

async function show(box: HTMLElement): Promise<void> {
  const { createViewer, WebGLMissing } = await import("./viewer");
  tell(box, "Making the model …");
  const glb = await fetchModel(box.dataset.model ?? "", new AbortController().signal);
  if (!glb) return;
  const stage = make("div", "");
  box.replaceChildren(stage);
  try {
    const viewer = createViewer(stage);
    viewer.setUnit(box.dataset.unit as System);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => viewer.setTheme());
    await viewer.show(glb);
  } catch (error) {
    if (!(error instanceof WebGLMissing)) throw error;
    tell(box, "This browser shows no models: its picture is below.");
  }
}

function tell(box: HTMLElement, text: string): void {
  box.replaceChildren(make("p", "hint", text));
}
