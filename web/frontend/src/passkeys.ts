/**
 * Passkeys: before a form is sent by `<button name="passkey" data-passkey="/options">` the server is asked there for
 * options and a device for its answer, which is then the button's value, and is sent with the form.
 */

import { awayWords, tell } from "./send";

type Options = PublicKeyCredentialCreationOptionsJSON | PublicKeyCredentialRequestOptionsJSON;

const REASONS: Readonly<Record<string, string>> = {
  NotAllowedError: "No passkey was used: it was called off, took too long, or the device has none for this site.",
  InvalidStateError: "This device has a passkey of this account already.",
  SecurityError: "The browser does not allow passkeys at this address.",
};
const UNKNOWN = "The device could not be asked for a passkey.";

/** Hide what this browser cannot do, and say so where that is all that a form is for. */
export function hidePasskeys(): void {
  if (canAsk()) return;
  for (const each of document.querySelectorAll<HTMLElement>("[data-passkey], [data-passkeys]")) each.hidden = true;
  for (const each of document.querySelectorAll<HTMLElement>("[data-without-passkeys]")) each.hidden = false;
}

/** Whether a form is being sent by such a button that has no answer yet. */
export function isPasskeyAsked(submitter: HTMLElement | null): submitter is HTMLButtonElement {
  return submitter instanceof HTMLButtonElement && submitter.dataset.passkey !== undefined && !submitter.value;
}

/** Ask the server and then a device, and send the form with the answer; an answer is good once. */
export async function askDevice(form: HTMLFormElement, event: SubmitEvent): Promise<void> {
  event.preventDefault();
  const button = event.submitter as HTMLButtonElement;
  button.disabled = true;
  try {
    button.value = JSON.stringify(await answerOf(await optionsAt(button.dataset.passkey ?? "", form)));
  } catch (error) {
    tell(form, wordsOf(error, form));
    return;
  } finally {
    button.disabled = false;
  }
  form.querySelector("[data-sending]")?.remove();
  form.requestSubmit(button);
  button.value = "";
}

function canAsk(): boolean {
  return "PublicKeyCredential" in window && "parseRequestOptionsFromJSON" in PublicKeyCredential;
}

/** What the server says of this form. Throws Refusal for what it does not accept. */
async function optionsAt(address: string, form: HTMLFormElement): Promise<Options> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
  const response = await fetch(address, { method: "POST", body, headers: { "X-Page": "1", Accept: "application/json" } });
  const answer = (await response.json()) as Options & { problem?: string };
  if (answer.problem !== undefined) throw new Refusal(answer.problem);
  return answer;
}

async function answerOf(options: Options): Promise<unknown> {
  const credential = "user" in options
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  return (credential as PublicKeyCredential).toJSON();
}

class Refusal extends Error {}

function wordsOf(error: unknown, form: HTMLFormElement): string {
  if (error instanceof Refusal) return error.message;
  if (error instanceof DOMException) return REASONS[error.name] ?? UNKNOWN;
  return awayWords(form);
}
