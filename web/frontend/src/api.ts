/** What the page asks the service: /api/v1, described by its openapi.json. */

export interface Problem {
  readonly severity: "refusal" | "warning";
  readonly message: string;
  readonly hint: string;
  readonly fields: readonly string[];
}

export type Value = number | string | null;

export interface Answer {
  readonly design: { readonly digest: string; readonly parameters: Readonly<Record<string, Value>> } | null;
  readonly problems: readonly Problem[];
  readonly preview: string | null;
  readonly picture: string | null;
  readonly percentiles: Readonly<Record<string, readonly Percentile[]>>;
}

/** How many of 100 people of one sex measure less; beyond the survey's ends only that it is `under` or `over`. */
export interface Percentile {
  readonly sex: string;
  readonly where: "under" | "at" | "over";
  readonly percent: number;
}

/** The service could not answer; the message is for the person at the page. */
export class ServiceError extends Error {}

// Lets the service drop what this tab no longer waits for.
const CLIENT = crypto.getRandomValues(new Uint32Array(3)).join("-");
const WAIT_SECONDS = 2;
const LONGEST_WAIT_SECONDS = 30;

/** What comes of these values: a design, or the reasons why there is none. Throws ServiceError, AbortError. */
export async function askDesign(template: string, values: object, signal: AbortSignal): Promise<Answer> {
  const body = JSON.stringify({ template, values });
  const headers = { "Content-Type": "application/json" };
  const response = await asked("/api/v1/designs", { method: "POST", body, headers, signal });
  return (await response.json()) as Answer;
}

/** The model as GLB, null if the service dropped it for a newer one. Throws ServiceError, AbortError. */
export async function fetchModel(url: string, signal: AbortSignal): Promise<ArrayBuffer | null> {
  const response = await asked(url, { headers: { "X-Client": CLIENT }, signal }, [409]);
  return response.status === 409 ? null : response.arrayBuffer();
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
    throw new ServiceError("The server does not answer. The next change asks it again.", { cause: error });
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

function pause(milliseconds: number, signal?: AbortSignal | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
