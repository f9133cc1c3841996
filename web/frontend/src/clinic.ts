/** The measurement sheet: what is doubtful, and how common it is, while it is being filled in. */

import { judge, type Said } from "./api";
import { latest } from "./latest";
import { showSaid } from "./messages";
import { followSystem, readSystem } from "./sheet_units";

const DELAY_MS = 250;

/** Judge the sheet as it is being filled in; while the server is away it says nothing, and judges when it is sent. */
const judgeSheet = latest(DELAY_MS, async (signal, form: HTMLFormElement) => {
  const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
  const said = await judge<Said>("/clinic/judge", body, signal).catch(() => null);
  if (said && !signal.aborted) showSaid(said, form);
});

/** A number pad has no semicolon: the button adds one, for another reading. */
function addReading(form: HTMLFormElement, name: string): void {
  const input = form.querySelector<HTMLInputElement>(`[name="${CSS.escape(name)}"]`);
  if (!input) return;
  if (input.value.trim()) input.value = `${input.value.trim().replace(/;$/, "")}; `;
  input.focus();
}

function sheetOf(target: EventTarget | null): HTMLFormElement | null {
  return target instanceof Element ? target.closest<HTMLFormElement>("form.sheet-form") : null;
}

/** What a page begins with, also one that the sheet was answered with. */
function readSheets(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form.sheet-form")) readSystem(form);
}

document.addEventListener("input", ({ target }) => {
  const form = sheetOf(target);
  if (!form) return;
  followSystem(form);
  judgeSheet(form);
});
document.addEventListener("reset", ({ target }) => {
  const form = sheetOf(target);
  // The event comes before what it announces.
  if (form) setTimeout(() => readSystem(form));
});
document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest<HTMLElement>("button[data-repeat]") : null;
  const form = sheetOf(button);
  if (button && form) addReading(form, button.dataset.repeat ?? "");
});
document.addEventListener("page", readSheets);

readSheets();
// What was restored before this script was there is judged as if it were typed now.
for (const form of document.querySelectorAll<HTMLFormElement>(".draft + form.sheet-form")) judgeSheet(form);
