/** The drawing of how a field is measured goes at Escape, until the field is entered anew. */

export function dismissDrawings(): void {
  document.addEventListener("keydown", ({ key, target }) => {
    if (key === "Escape") setHidden(target, true);
  });
  document.addEventListener("focusout", ({ target }) => setHidden(target, false));
}

function setHidden(target: EventTarget | null, hidden: boolean): void {
  if (!(target instanceof Element)) return;
  const field = target.closest("tr") ?? target.closest(".field");
  for (const figure of field?.querySelectorAll<HTMLElement>(".measuring") ?? []) figure.hidden = hidden;
}
