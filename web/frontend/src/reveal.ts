/** Showing a password that is being typed: `<button data-reveal="id" aria-pressed="false">`. */

/** Have every such button of the page show its field's text, and hide it again. */
export function revealOnClick(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("button[data-reveal]") : null;
    const input = button && document.getElementById(button.dataset.reveal ?? "");
    if (button && input instanceof HTMLInputElement) toggle(button, input);
  });
  // Sent as a password: browsers remember what a field of text was sent with.
  document.addEventListener("submit", (event) => hideAll(event.target as HTMLFormElement), { capture: true });
}

function toggle(button: HTMLElement, input: HTMLInputElement): void {
  setShown(button, input, input.type === "password");
  input.focus();
}

function hideAll(form: HTMLFormElement): void {
  for (const button of form.querySelectorAll<HTMLElement>("button[data-reveal]")) {
    const input = document.getElementById(button.dataset.reveal ?? "");
    if (input instanceof HTMLInputElement) setShown(button, input, false);
  }
}

function setShown(button: HTMLElement, input: HTMLInputElement, shown: boolean): void {
  input.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
}
