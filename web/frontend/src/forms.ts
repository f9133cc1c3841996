/**
 * Forms on every page: `data-confirm` asks first, and nothing that writes is sent twice. What the browser itself sends
 * by `<form data-reach>` waits until the server answers: in place of the page there would be the browser's error.
 */

import { isServerThere } from "./api";
import { markSent } from "./drafts";
import { askDevice, isPasskeyAsked } from "./passkeys";
import { awayWords, send, tell } from "./send";

const reachable = new WeakSet<HTMLFormElement>();

/** Watch every form of the page, also those that come later. */
export function guardForms(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    const question = (event.submitter?.dataset.confirm ?? form.dataset.confirm) || "";
    if (question && !confirm(question)) event.preventDefault();
    else if (isPasskeyAsked(event.submitter)) void askDevice(form, event);
    else if (!event.defaultPrevented && form.dataset.send !== undefined) sendOnce(form, event);
    else if (!event.defaultPrevented && form.dataset.reach !== undefined && !reachable.delete(form)) void reach(form, event);
    else if (!event.defaultPrevented && form.method === "post") setTimeout(() => disable(form, true));
  });
  // A page that the browser brings back as it was must not stay disabled.
  addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of document.forms) disable(form, false);
  });
}

function sendOnce(form: HTMLFormElement, event: SubmitEvent): void {
  event.preventDefault();
  const sending = send(form, event.submitter, (next) => markSent(form, next));
  disable(form, true);
  void sending.finally(() => disable(form, false));
}

async function reach(form: HTMLFormElement, event: SubmitEvent): Promise<void> {
  event.preventDefault();
  if (!(await isServerThere())) return void tell(form, awayWords(form));
  form.querySelector("[data-sending]")?.remove();
  reachable.add(form);
  form.requestSubmit(event.submitter);
}

/** After the browser has taken down what is sent, the pressed button's own name and value among it. */
function disable(form: HTMLFormElement, on: boolean): void {
  const buttons = form.querySelectorAll<HTMLButtonElement>('button:not([type="button"]), input[type="submit"]');
  for (const button of buttons) button.disabled = on;
}
