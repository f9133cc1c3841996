/** A message about a field goes when the field is changed: it was about what stood there before. */

const SUMMARY = ".summary";

/** Watch every form of the page. What pages judge as it is typed, in `problems-…`, is left to them. */
export function settleOnInput(): void {
  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, ({ target }) => {
      if (target instanceof HTMLElement && target.closest("form[method=post]")) settle(target);
    });
  }
}

/** Take away from the summary what leads to a field; all of it where nothing is left. */
export function settleSummary(isSettled: (field: Element) => boolean): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>(`${SUMMARY} .fields a`)) {
    const field = document.getElementById(link.hash.slice(1));
    if (field && isSettled(field)) link.closest("li")?.remove();
  }
  for (const summary of document.querySelectorAll(SUMMARY)) if (!summary.querySelector("li")) summary.remove();
}

function settle(changed: HTMLElement): void {
  changed.removeAttribute("aria-invalid");
  for (const id of (changed.getAttribute("aria-describedby") ?? "").split(" ")) {
    if (id.startsWith("wrong-")) document.getElementById(id)?.replaceChildren();
  }
  const name = changed.getAttribute("name");
  settleSummary((field) => field === changed || field.getAttribute("name") === name || field.contains(changed));
}
