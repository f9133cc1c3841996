/** The model that is shown, and the one that is seen through it. */

import type { Scene } from "three";
import type { Materials } from "./materials";
import { disposeModel, type Model, readModel, translucent } from "./model";

export interface Shown {
  readonly model: Model | null;
  /** Show a model in place of the one before; false if another was asked for meanwhile. */
  show(glb: ArrayBuffer): Promise<boolean>;
  ghost(glb: ArrayBuffer | null): Promise<boolean>;
  dispose(): void;
}

export function createShown(scene: Scene, materials: Materials): Shown {
  const model = createSlot(scene, (glb) => readModel(glb, materials));
  const ghost = createSlot(scene, async (glb) => translucent(await readModel(glb, materials), materials));
  return {
    get model() {
      return model.held();
    },
    show: model.put,
    ghost: ghost.put,
    dispose() {
      model.drop();
      ghost.drop();
    },
  };
}

/** A place for one model: what was there before goes only when the next is ready, so that nothing flickers. */
function createSlot(scene: Scene, read: (glb: ArrayBuffer) => Promise<Model>) {
  let held: Model | null = null;
  let asked = 0;
  const drop = () => {
    asked += 1;
    if (held) disposeModel(held);
    held = null;
  };
  const put = async (glb: ArrayBuffer | null) => {
    const mine = ++asked;
    const next = glb && (await read(glb));
    if (mine !== asked) {
      if (next) disposeModel(next);
      return false;
    }
    drop();
    held = next;
    if (held) scene.add(held.part, held.edges, ...held.findings);
    return true;
  };
  return { held: () => held, put, drop };
}
