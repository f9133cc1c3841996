/** The canvas, its light, and frames drawn only when something has changed. */

import { DirectionalLight, HemisphereLight, type OrthographicCamera, Scene, WebGLRenderer } from "three";

/** This browser, or this machine, has no WebGL 2. */
export class WebGLMissing extends Error {}

export interface Stage {
  readonly renderer: WebGLRenderer;
  readonly scene: Scene;
  /** Ask for a frame. */
  invalidate(): void;
  /** Draw now, so that what was changed is seen at once. */
  draw(): void;
  dispose(): void;
}

const SHARPEST = 2;

/** A stage in the container, drawn by `draw` after `resized` was told its size. Throws WebGLMissing. */
export function createStage(
  container: HTMLElement,
  camera: OrthographicCamera,
  resized: (width: number, height: number) => void,
  drawn: () => void,
): Stage {
  const renderer = createRenderer();
  const scene = new Scene().add(camera);
  light(scene, camera);
  let pending = 0;
  const draw = () => {
    cancelAnimationFrame(pending);
    pending = 0;
    renderer.render(scene, camera);
    drawn();
  };
  const invalidate = () => {
    pending ||= requestAnimationFrame(draw);
  };
  const watch = new ResizeObserver(() => {
    const { clientWidth: width, clientHeight: height } = container;
    if (width === 0 || height === 0) return;
    renderer.setPixelRatio(Math.min(devicePixelRatio, SHARPEST));
    renderer.setSize(width, height);
    resized(width, height);
    draw();
  });
  renderer.domElement.addEventListener("webglcontextrestored", invalidate);
  container.append(renderer.domElement);
  watch.observe(container);
  const dispose = () => {
    cancelAnimationFrame(pending);
    watch.disconnect();
    renderer.domElement.remove();
    renderer.dispose();
  };
  return { renderer, scene, invalidate, draw, dispose };
}

function createRenderer(): WebGLRenderer {
  if (!document.createElement("canvas").getContext("webgl2")) throw new WebGLMissing("There is no WebGL 2 here.");
  try {
    const renderer = new WebGLRenderer({ antialias: true, alpha: true, stencil: true });
    renderer.localClippingEnabled = true;
    return renderer;
  } catch (error) {
    throw new WebGLMissing("WebGL 2 does not start.", { cause: error });
  }
}

/** Soft light from above, and a key and a fill that go with the eye, so that no view is dark. */
function light(scene: Scene, camera: OrthographicCamera): void {
  scene.add(new HemisphereLight(0xffffff, 0x6f767d, 1.25));
  for (const [x, y, z, strength] of [[-0.7, 0.9, 0.7, 1.9], [0.9, -0.1, 0.4, 0.4]] as const) {
    const lamp = new DirectionalLight(0xffffff, strength);
    lamp.position.set(x, y, z);
    camera.add(lamp, lamp.target);
  }
}
