/** What a preview says of itself, read without drawing it. */

/** A size of the part: in mm or degrees, as asked (`nominal`) and as the draft has it (`measured`). */
export interface Dimension {
  readonly name: string;
  readonly title: string;
  readonly kind: string;
  readonly unit: string;
  /** What stands before the size, such as 3x Ø, and after it, such as deep: mostly empty. */
  readonly sign: string;
  readonly manner: string;
  readonly nominal: number;
  readonly measured: number;
  readonly uncertainty: number;
  readonly tolerance: number;
  readonly ok: boolean;
  /** The parameter that this size proves, empty if none. */
  readonly field: string;
}

interface Document {
  readonly nodes: readonly { readonly name?: string; readonly children?: number[]; readonly extras?: object }[];
}

// Lengths of the container's header and of a chunk's, in bytes: ISO/IEC 12113:2022, 4.4.
const HEADER = 12;
const CHUNK = 8;

/** The part's sizes in the template's order. Throws SyntaxError or RangeError for what is no GLB. */
export function readDimensions(glb: ArrayBuffer): Dimension[] {
  const { nodes } = readDocument(glb);
  const numbers = nodes.find((node) => node.name === "dimensions")?.children ?? [];
  return numbers.map((number) => ({ field: "", sign: "", manner: "", ...nodes[number]?.extras, name: nodes[number]?.name })) as Dimension[];
}

function readDocument(glb: ArrayBuffer): Document {
  const length = new DataView(glb).getUint32(HEADER, true);
  const text = new TextDecoder().decode(new Uint8Array(glb, HEADER + CHUNK, length));
  return JSON.parse(text) as Document;
}
