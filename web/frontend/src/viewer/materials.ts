/** What the part, its edges, its cut and its ghost look like. */

import {
  Color,
  DoubleSide,
  MeshBasicMaterial,
  MeshStandardMaterial,
  NotEqualStencilFunc,
  type Plane,
  ShaderMaterial,
} from "three";
import { LineMaterial } from "three/examples/jsm/lines/LineMaterial.js";
import type { Theme } from "./theme";

export interface Materials {
  readonly part: MeshStandardMaterial;
  readonly edge: LineMaterial;
  readonly outline: LineMaterial;
  readonly cap: ShaderMaterial;
  readonly ghost: MeshStandardMaterial;
  /** Drawn before the ghost, so that of the ghost only what is nearest is seen. */
  readonly ghostDepth: MeshBasicMaterial;
  readonly ghostEdge: LineMaterial;
}

// Widths in CSS pixels.
const EDGE = 1.25;
const OUTLINE = 2;
const HATCH_SPACING = 9;

// Pushed back a little, so that the edges lie clear on the surface.
const BEHIND_EDGES = { polygonOffset: true, polygonOffsetFactor: 1, polygonOffsetUnits: 2 };

export function createMaterials(): Materials {
  return {
    part: new MeshStandardMaterial({ ...BEHIND_EDGES, roughness: 0.62 }),
    edge: new LineMaterial({ linewidth: EDGE }),
    outline: new LineMaterial({ linewidth: OUTLINE }),
    cap: hatched(),
    ghost: new MeshStandardMaterial({ ...BEHIND_EDGES, roughness: 1, transparent: true, opacity: 0.35 }),
    ghostDepth: new MeshBasicMaterial({ ...BEHIND_EDGES, transparent: true, colorWrite: false }),
    ghostEdge: new LineMaterial({ linewidth: EDGE, transparent: true, opacity: 0.9 }),
  };
}

/** Colour the materials; a cut is lighter than the part, hatched in the colour of its edges. */
export function paint(materials: Materials, theme: Theme): void {
  materials.part.color.copy(theme.part);
  materials.edge.color.copy(theme.edge);
  materials.outline.color.copy(theme.edge);
  materials.ghost.color.copy(theme.accent);
  materials.ghostEdge.color.copy(theme.accent);
  materials.cap.uniforms.ground?.value.copy(theme.part).lerp(theme.background, 0.5);
  materials.cap.uniforms.line?.value.copy(theme.edge);
}

/** Draw the section lining for a screen with this many pixels to one of CSS. */
export function sharpen(materials: Materials, density: number): void {
  if (materials.cap.uniforms.density) materials.cap.uniforms.density.value = density;
}

/** Cut all that is seen off behind the planes. */
export function clip(materials: Materials, planes: Plane[]): void {
  const { part, edge, ghost, ghostDepth, ghostEdge } = materials;
  for (const material of [part, edge, ghost, ghostDepth, ghostEdge]) material.clippingPlanes = planes;
}

export function disposeMaterials(materials: Materials): void {
  for (const material of Object.values(materials)) material.dispose();
}

/** Section lining at 45 degrees on the screen, drawn where the stencil says that the plane lies inside the part. */
function hatched(): ShaderMaterial {
  return new ShaderMaterial({
    side: DoubleSide,
    uniforms: { ground: { value: new Color() }, line: { value: new Color() }, density: { value: 1 } },
    stencilWrite: true,
    stencilFunc: NotEqualStencilFunc,
    vertexShader: "void main() { gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0); }",
    fragmentShader: `
      uniform vec3 ground;
      uniform vec3 line;
      uniform float density;
      void main() {
        float across = mod((gl_FragCoord.x + gl_FragCoord.y) / density, ${HATCH_SPACING}.0);
        float ink = 1.0 - smoothstep(0.7, 1.5, min(across, ${HATCH_SPACING}.0 - across));
        gl_FragColor = vec4(mix(ground, line, 0.65 * ink), 1.0);
        #include <colorspace_fragment>
      }`,
  });
}
