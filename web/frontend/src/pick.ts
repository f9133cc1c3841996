/** Choosing a factory on the map: its dot and its option are one choice. */

const OPTION = 'input[name="to"]';

export function pickOnMap(): void {
  const map = document.querySelector("svg.map");
  const form = map?.closest("form");
  if (!map || !form) return;
  map.addEventListener("click", ({ target }) => {
    const dot = target instanceof Element ? target.closest<SVGGElement>("[data-pick]") : null;
    const option = dot && form.querySelector<HTMLInputElement>(`${OPTION}[value="pick_up:${dot.dataset.pick}"]`);
    if (!option) return;
    option.checked = true;
    option.focus({ preventScroll: true });
    mark(map, form);
  });
  form.addEventListener("change", () => mark(map, form));
  mark(map, form);
}

function mark(map: Element, form: HTMLFormElement): void {
  const chosen = form.querySelector<HTMLInputElement>(`${OPTION}:checked`)?.value;
  for (const dot of map.querySelectorAll<SVGGElement>("[data-pick]")) {
    dot.classList.toggle("picked", chosen === `pick_up:${dot.dataset.pick}`);
  }
}
