/** Clicks, taps and hovering over the view, told apart from turning it. */

import { Vector2 } from "three";

export interface Pointing {
  /** A click or tap on a mark, or null and where on the view, from -1 to 1, up. */
  clicked(mark: string | null, at: Vector2): void;
  hovered(at: Vector2): void;
}

// A finger is never quite still.
const STILL = 6;

/** Tell `pointing` of what happens in the container; returns what ends it. */
export function point(container: HTMLElement, pointing: Pointing): () => void {
  let pressed: PointerEvent | null = null;
  const onDown = (event: PointerEvent) => {
    pressed = event.isPrimary && event.button === 0 ? event : null;
  };
  const onUp = (event: PointerEvent) => {
    const began = pressed;
    pressed = null;
    if (!began || event.pointerId !== began.pointerId) return;
    if (Math.hypot(event.clientX - began.clientX, event.clientY - began.clientY) > STILL) return;
    // While the view holds the pointer, only the beginning knows what it was over.
    const mark = began.target instanceof Element ? began.target.closest<HTMLElement>("[data-mark]") : null;
    pointing.clicked(mark?.dataset.mark ?? null, place(container, event));
  };
  const onMove = (event: PointerEvent) => {
    if (!pressed && event.pointerType === "mouse") pointing.hovered(place(container, event));
  };
  const events = { pointerdown: onDown, pointerup: onUp, pointermove: onMove };
  const entries = Object.entries(events) as ["pointerdown", (event: PointerEvent) => void][];
  for (const [name, listener] of entries) container.addEventListener(name, listener, { capture: true });
  return () => entries.forEach(([name, listener]) => container.removeEventListener(name, listener, { capture: true }));
}

function place(container: HTMLElement, event: PointerEvent): Vector2 {
  const box = container.getBoundingClientRect();
  return new Vector2(
    ((event.clientX - box.left) / box.width) * 2 - 1,
    1 - ((event.clientY - box.top) / box.height) * 2,
  );
}
