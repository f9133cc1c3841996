/** A preview's parts as objects of a scene. */

import { Box3, type BufferGeometry, type LineSegments, type Matrix4, Mesh, type Object3D, Vector3 } from "three";
import { LineSegments2 } from "three/examples/jsm/lines/LineSegments2.js";
import { LineSegmentsGeometry } from "three/examples/jsm/lines/LineSegmentsGeometry.js";
import { GLTFLoader } from "three/examples/jsm/loaders/GLTFLoader.js";
import type { Dimension } from "../glb";
import { type Frame, frameOf, turnTo } from "./frame";
import type { Materials } from "./materials";
import { skinOf } from "./skin";

export interface DimensionLine extends Dimension {
  readonly ends: readonly [Vector3, Vector3];
}

export interface Model {
  readonly part: Mesh;
  readonly edges: LineSegments2;
  /** Ends of the edges' segments, two points each: (2n, 3) metres. */
  readonly segments: Float32Array;
  /** Where edges of the solid end. */
  readonly corners: readonly Vector3[];
  readonly dimensions: readonly DimensionLine[];
  /** The skin that each finding is about, named by its key. */
  readonly findings: readonly Mesh[];
  readonly box: Box3;
  readonly frame: Frame;
}

/** The model of a GLB; throws what the loader throws for one that cannot be read. */
export async function readModel(glb: ArrayBuffer, materials: Materials): Promise<Model> {
  const { scene } = await new GLTFLoader().parseAsync(glb, "");
  const read = scene.getObjectByName("part");
  const turn = turnTo(read?.userData ?? {});
  turnAll(scene, turn);
  const part = new Mesh(skinOf(read), materials.part);
  part.geometry.computeBoundingBox();
  const lines = named<LineSegments>(scene, "edges")?.geometry ?? null;
  const segments = lines ? flat(lines) : new Float32Array();
  const edges = new LineSegments2(new LineSegmentsGeometry().setPositions(segments), materials.edge);
  edges.visible = segments.length > 0;
  const corners = lines ? loose(lines) : [];
  lines?.dispose();
  const dimensions = (scene.getObjectByName("dimensions")?.children ?? []).map(lineOf);
  const findings = [...(scene.getObjectByName("findings")?.children ?? [])] as Mesh[];
  const box = part.geometry.boundingBox ?? new Box3();
  return { part, edges, segments, corners, dimensions, findings, box, frame: frameOf(turn) };
}

/** The model made to be seen through: drawn after all else, as if that were not there. */
export function translucent(model: Model, materials: Materials): Model {
  model.part.material = materials.ghost;
  model.edges.material = materials.ghostEdge;
  const depth = new Mesh(model.part.geometry, materials.ghostDepth);
  depth.onBeforeRender = (renderer) => renderer.clearDepth();
  model.part.add(depth);
  [depth, model.part, model.edges].forEach((object, index) => (object.renderOrder = index + 1));
  return model;
}

/** Give back what the graphics processor holds of the model. */
export function disposeModel(model: Model): void {
  model.part.removeFromParent();
  model.edges.removeFromParent();
  model.part.geometry.dispose();
  model.edges.geometry.dispose();
  for (const finding of model.findings) {
    finding.removeFromParent();
    finding.geometry.dispose();
    for (const material of [finding.material].flat()) material.dispose();
  }
}

/** Turn everything that is read, so that the part's front is in front. */
function turnAll(scene: Object3D, turn: Matrix4): void {
  scene.traverse((object) => (object as Partial<Mesh>).geometry?.applyMatrix4(turn));
}

function named<Kind extends Object3D>(scene: Object3D, name: string): Kind | undefined {
  return scene.getObjectByName(name) as Kind | undefined;
}

function lineOf(node: Object3D): DimensionLine {
  const points = (node as LineSegments).geometry.getAttribute("position");
  const ends = [0, points.count - 1].map((index) => new Vector3().fromBufferAttribute(points, index));
  return { field: "", sign: "", manner: "", ...node.userData, name: node.name, ends } as unknown as DimensionLine;
}

function flat(lines: BufferGeometry): Float32Array {
  return (lines.index ? lines.toNonIndexed() : lines).getAttribute("position").array as Float32Array;
}

/** Points that one segment alone ends in. */
function loose(lines: BufferGeometry): Vector3[] {
  const points = lines.getAttribute("position");
  const uses = new Uint8Array(points.count);
  for (const index of lines.index?.array ?? []) uses[index] = (uses[index] ?? 0) + 1;
  const ends = [...uses.keys()].filter((index) => uses[index] === 1);
  return ends.map((index) => new Vector3().fromBufferAttribute(points, index));
}
