/** What a page says of units beside its fields, in mm or in inches. */

import { rangeText, shownUnit, type System } from "./units";

/** Units and ranges of a piece of the page, and the hints that are true in one system only. */
export function showUnits(piece: ParentNode, system: System): void {
  for (const unit of piece.querySelectorAll<HTMLElement>(".unit[data-own]")) {
    unit.textContent = shownUnit(unit.dataset.own ?? "", system).replace("deg", "°");
  }
  for (const range of piece.querySelectorAll<HTMLElement>(".range")) {
    const { low, high, own = "" } = range.dataset;
    range.textContent = rangeText(Number(low), Number(high), own, system);
  }
  for (const hint of piece.querySelectorAll<HTMLElement>("[data-when]")) hint.hidden = hint.dataset.when !== system;
}
