/** The skin of a preview's part, whether it is one body or several. */

import { BufferGeometry, Mesh, type Object3D } from "three";
import { mergeGeometries } from "three/examples/jsm/utils/BufferGeometryUtils.js";

/** The geometry of the node `part`: its own, or that of all bodies below it. */
export function skinOf(part: Object3D | undefined): BufferGeometry {
  const meshes = part instanceof Mesh ? [part] : ((part?.children ?? []) as Mesh[]);
  const [first, ...others] = meshes.map((mesh) => mesh.geometry as BufferGeometry);
  return first && others.length ? mergeGeometries([first, ...others]) : (first ?? new BufferGeometry());
}
