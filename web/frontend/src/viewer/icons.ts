/** Pictures on buttons: strokes in a box of 20 by 20. */

const SHAPES = {
  fit: "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4M7 7h6v6H7z",
  measure: "M2.5 13.5l11-11 4 4-11 11zM6 10l1.8 1.8M9 7l1.8 1.8M12 4l1.8 1.8",
  section: "M3 4h6v12H3zM12 2v3M12 8.5v3M12 15v3M15 4h2v12h-2",
} as const;

export type Icon = keyof typeof SHAPES;

export function icon(name: Icon): SVGElement {
  const namespace = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(namespace, "svg");
  picture.setAttribute("viewBox", "0 0 20 20");
  picture.setAttribute("aria-hidden", "true");
  picture.classList.add("viewer-icon");
  picture.appendChild(document.createElementNS(namespace, "path")).setAttribute("d", SHAPES[name]);
  return picture;
}
