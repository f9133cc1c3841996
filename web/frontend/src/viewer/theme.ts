/** The colours of the view, which are those of the page. */

import { Color, SRGBColorSpace } from "three";

export interface Theme {
  readonly background: Color;
  readonly part: Color;
  readonly edge: Color;
  readonly accent: Color;
  readonly muted: Color;
}

const OTHERWISE = { background: "#f4f5f6", part: "#b9c0c6", edge: "#23282d", accent: "#0b5cad", muted: "#6b747c" };

/** The theme that the container's custom properties `--viewer-…` give. */
export function readTheme(container: HTMLElement): Theme {
  const style = getComputedStyle(container);
  const entries = Object.entries(OTHERWISE).map(([name, otherwise]) => {
    return [name, readColour(style.getPropertyValue(`--viewer-${name}`).trim(), container) ?? new Color(otherwise)];
  });
  return Object.fromEntries(entries) as Theme;
}

/** Any colour that CSS knows: the browser computes it, a canvas turns it into bytes. */
function readColour(text: string, container: HTMLElement): Color | null {
  if (!text || !CSS.supports("color", text)) return null;
  const probe = container.appendChild(document.createElement("span"));
  probe.style.color = text;
  const computed = getComputedStyle(probe).color;
  probe.remove();
  const brush = new OffscreenCanvas(1, 1).getContext("2d");
  if (!brush) return null;
  brush.fillStyle = computed;
  brush.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = brush.getImageData(0, 0, 1, 1).data;
  return new Color().setRGB(red / 255, green / 255, blue / 255, SRGBColorSpace);
}
