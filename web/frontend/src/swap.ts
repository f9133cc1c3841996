/** `<button name="swap" value="one,other">` swaps what stands in two fields of its form, at once. */

export function swapOnClick(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>("button[name=swap]") : null;
    const [one, other] = (button?.value ?? "").split(",").map((name) => inputOf(button?.form, name));
    if (!one || !other) return;
    event.preventDefault();
    [one.value, other.value] = [other.value, one.value];
    // The message with the button goes when the fields are judged anew.
    one.focus();
    for (const input of [one, other]) input.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

function inputOf(form: HTMLFormElement | null | undefined, name: string): HTMLInputElement | null {
  return form?.querySelector<HTMLInputElement>(`input[type=text][name="${CSS.escape(name)}"]`) ?? null;
}
