/** Where the part is seen: in three dimensions, or as the server's picture where the browser cannot. */

import { make } from "./elements";
import type { System } from "./units";
import type { Viewer } from "./viewer";

export interface Stand {
  show(glb: ArrayBuffer, picture: string): Promise<void>;
  /** Dim what is shown while it is not what the form asks for. */
  dim(stale: boolean): void;
  setUnit(system: System): void;
  /** Null where the browser cannot. */
  readonly viewer: Viewer | null;
}

/** A stand in the container. The viewer's code is loaded only now. */
export async function createStand(container: HTMLElement): Promise<Stand> {
  const [{ createViewer, WebGLMissing }, { createToolbar }] = await Promise.all([
    import("./viewer"),
    import("./toolbar"),
  ]);
  const stage = make("div", "");
  const frame = make("div", "viewer-frame", stage);
  container.replaceChildren(frame);
  try {
    const viewer = createViewer(stage);
    const toolbar = createToolbar(viewer);
    frame.prepend(toolbar.element);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => viewer.setTheme());
    return {
      viewer,
      show: (glb) => viewer.show(glb),
      dim: (stale) => stage.classList.toggle("is-stale", stale),
      setUnit(system) {
        viewer.setUnit(system);
        toolbar.setUnit(system);
      },
    };
  } catch (error) {
    if (error instanceof WebGLMissing) return pictureStand(container);
    throw error;
  }
}

function pictureStand(container: HTMLElement): Stand {
  const picture = make("img", "");
  picture.alt = "The part with the sizes entered";
  return {
    viewer: null,
    async show(_, source) {
      picture.src = source;
      container.replaceChildren(picture);
    },
    dim: (stale) => picture.classList.toggle("is-stale", stale),
    setUnit() {},
  };
}
