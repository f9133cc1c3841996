/** Copying to the clipboard: `<button data-copy="#selector">` or `<button data-copy="text">`. */

const TOLD_MS = 2000;

/** Have every such button of the page copy, also those that come later. */
export function copyOnClick(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("button[data-copy]") : null;
    if (button) void copyOf(button, textOf(button.dataset.copy ?? ""));
  });
}

/** Copy, and let the button say so for a while. */
export async function copyOf(button: HTMLElement, text: string): Promise<void> {
  const title = (button.dataset.title ??= button.textContent ?? "");
  const copied = await navigator.clipboard.writeText(text).then(() => true, () => false);
  button.textContent = copied ? "Copied" : "Not allowed to copy";
  setTimeout(() => button.replaceChildren(title), TOLD_MS);
}

/** What the element says, or the text itself where it names none. */
function textOf(source: string): string {
  const element = source.startsWith("#") ? document.querySelector(source) : null;
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) return element.value;
  return element?.textContent?.trim() ?? source;
}
