/** What the page asks the server: what it says of a form, and the model of a shape. */

export type Value = number | string | null;

/** What a page says of a form: pieces of HTML by the id of where they stand, and the fields that cannot stay. */
export interface Said {
  readonly messages: Readonly<Record<string, string>>;
  readonly refused: readonly string[];
}

/** What comes of a part's form; `taken` is what is worked out for fields left empty, in their own unit. */
export interface Answer extends Said {
  readonly parameters: Readonly<Record<string, Value>> | null;
  readonly preview: string | null;
  readonly picture: string | null;
  readonly taken: Readonly<Record<string, number>>;
  /** The fields that do not matter with what the others hold. */
  readonly unused: readonly string[];
}

/** The service could not answer; the message is for the person at the page. */
export class ServiceError extends Error {}

/** Nobody answered: it may be asked again. */
export class Unreachable extends ServiceError {}

// Lets the service drop what this tab no longer waits for.
const CLIENT = crypto.getRandomValues(new Uint32Array(3)).join("-");
const PATIENCE_MS = 10_000;
const WAIT_SECONDS = 2;
const LONGEST_WAIT_SECONDS = 30;

/** Whether there is a server that answers. */
export async function isServerThere(): Promise<boolean> {
  try {
    await fetch(location.pathname, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
    return true;
  } catch {
    return false;
  }
}

/** What the server says of a form that is being filled in. Throws ServiceError, AbortError. */
export async function judge<Judgement extends Said>(url: string, form: URLSearchParams, signal: AbortSignal): Promise<Judgement> {
  const response = await asked(url, { method: "POST", body: form, signal });
  return (await response.json()) as Judgement;
}

/** The model as GLB, null if the service dropped it for a newer one. Throws ServiceError, AbortError. */
export async function fetchModel(url: string, signal: AbortSignal): Promise<ArrayBuffer | null> {
  const response = await asked(url, { headers: { "X-Client": CLIENT }, signal }, [409]);
  return response.status === 409 ? null : response.arrayBuffer();
}

/** A piece of a page as HTML. Throws ServiceError, AbortError. */
export async function fetchPiece(url: string, signal: AbortSignal): Promise<string> {
  return (await asked(url, { headers: { "X-Client": CLIENT }, signal })).text();
}

/** The answer, after waiting as often as the service asks for it. */
async function asked(url: string, request: RequestInit, expected: readonly number[] = []): Promise<Response> {
  for (;;) {
    const response = await sent(url, request);
    if (response.ok || expected.includes(response.status)) return response;
    if (response.status !== 503) throw new ServiceError(await reason(response));
    await pause(waitOf(response), request.signal);
  }
}

async function sent(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request);
  } catch (error) {
    if (request.signal?.aborted) throw error;
    throw new Unreachable("The server does not answer. It is asked again in a few seconds.", { cause: error });
  }
}

function waitOf(response: Response): number {
  const told = Number(response.headers.get("Retry-After"));
  return 1000 * Math.min(told > 0 ? told : WAIT_SECONDS, LONGEST_WAIT_SECONDS);
}

/** What a problem document (RFC 9457) says, or the bare status. */
async function reason(response: Response): Promise<string> {
  const told = (await response.json().catch(() => ({}))) as { title?: string; detail?: string };
  return told.detail ?? told.title ?? `The server answered ${response.status}.`;
}

/** Resolves after so long. Throws AbortError. */
export function pause(milliseconds: number, signal?: AbortSignal | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
