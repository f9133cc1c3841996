/** The page of what was made: the places that findings are about, coloured on the part. */

import { make, need } from "./elements";
import type { Viewer } from "./viewer";

const box = document.querySelector<HTMLElement>("#places");
if (box?.dataset.model) void showPlaces(box, box.dataset.model);

/** Load the model into the box; without 3D the words beside it must do. */
async function showPlaces(container: HTMLElement, address: string): Promise<void> {
  const { createViewer, WebGLMissing } = await import("./viewer");
  const answer = await fetch(address);
  if (!answer.ok) return;
  const stage = make("div", "");
  container.append(stage);
  container.hidden = false;
  try {
    const viewer = createViewer(stage);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => viewer.setTheme());
    await viewer.show(await answer.arrayBuffer());
    offerButtons(viewer);
  } catch (error) {
    container.hidden = true;
    if (!(error instanceof WebGLMissing)) throw error;
  }
}

/** A button for each finding that shows its place alone, and all again. */
function offerButtons(viewer: Viewer): void {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>("button[data-finding]")];
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const pressed = button.getAttribute("aria-pressed") !== "true";
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === button && pressed));
      viewer.point(pressed ? (button.dataset.finding ?? null) : null);
      need("#places").scrollIntoView({ block: "nearest" });
    });
  }
}
