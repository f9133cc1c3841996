/** What stands in a form's fields, to be put into them again. */

/** Name and text; of what is ticked or chosen only what is. */
export type Entry = readonly [string, string];
export type Input = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export const FIELDS = "input:not([type=hidden]), select, textarea";

export function inputsOf(form: HTMLFormElement): Input[] {
  return [...form.querySelectorAll<Input>(FIELDS)].filter(({ name }) => name !== "");
}

export function entriesOf(form: HTMLFormElement): Entry[] {
  return inputsOf(form).flatMap((input): Entry[] => (isTicked(input) && !input.checked ? [] : [[input.name, input.value]]));
}

export function writeEntry(input: Input, entries: readonly Entry[]): void {
  const texts = textsOf(entries, input.name);
  if (isTicked(input)) input.checked = texts.includes(input.value);
  else if (texts[0] !== undefined) input.value = texts[0];
}

/** The names under which other texts stand than before. */
export function changedNames(before: readonly Entry[], after: readonly Entry[]): Set<string> {
  const names = new Set([...before, ...after].map(([name]) => name));
  return new Set([...names].filter((name) => String(textsOf(before, name)) !== String(textsOf(after, name))));
}

function textsOf(entries: readonly Entry[], name: string): string[] {
  return entries.filter(([each]) => each === name).map(([, text]) => text);
}

function isTicked(input: Input): input is HTMLInputElement {
  return input instanceof HTMLInputElement && ["radio", "checkbox"].includes(input.type);
}
