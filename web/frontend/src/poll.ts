/** Pieces of a page that keep themselves up to date: `<div data-poll="/fragment" data-every="3000">`. */

const EVERY_MS = 3000;
// Whoever waits for the server to be back looks at the page.
const LONGEST_MS = 6_000;
const PATIENCE_MS = 10_000;
// What is shown looks old when it was not confirmed for so long.
const OLD_MS = 15_000;
const TICK_MS = 1000;

/** Keep every such element of the page up to date. */
export function pollAll(): void {
  for (const element of document.querySelectorAll<HTMLElement>("[data-poll]")) poll(element);
}

function poll(element: HTMLElement): void {
  const every = Number(element.dataset.every) || EVERY_MS;
  let tag = "";
  let failures = 0;
  let timer = 0;
  let asking = false;
  let confirmed = Date.now();

  async function ask(): Promise<void> {
    if (asking) return;
    asking = true;
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const response = await fetch(element.dataset.poll ?? "", { headers: tag ? { "If-None-Match": tag } : {}, signal });
      if (response.status !== 304 && !response.ok) throw new Error(response.statusText);
      // What was not put in is asked for again.
      if (response.ok && replaceContent(element, await response.text())) tag = response.headers.get("ETag") ?? "";
      if (failures > 0) forgetFailures(element);
      failures = 0;
      confirmed = Date.now();
    } catch {
      failures += 1;
    }
    asking = false;
    tell();
    plan();
  }

  function plan(): void {
    clearTimeout(timer);
    if (!document.hidden && element.isConnected) timer = window.setTimeout(ask, Math.max(every, Math.min(every * 2 ** failures, LONGEST_MS)));
  }

  function tell(): void {
    tellAge(element, failures > 1, Date.now() - confirmed > OLD_MS + every, new Date(confirmed));
  }

  const ticking = setInterval(() => (element.isConnected ? tell() : stop()), TICK_MS);
  function stop(): void {
    clearInterval(ticking);
    clearTimeout(timer);
  }

  addEventListener("online", () => void ask());
  document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : void ask()));
  plan();
}

/** Put in the new content with the focus and what is unfolded as before; not while somebody types or presses there: false. */
function replaceContent(element: HTMLElement, html: string): boolean {
  // A button that is taken away between press and release is not clicked.
  if (isTyping(element) || element.matches(":active")) return false;
  const parsed = new DOMParser().parseFromString(html, "text/html").body;
  const unfolded = new Map([...element.querySelectorAll("details")].map((each) => [nameOf(each), each.open]));
  for (const each of parsed.querySelectorAll("details")) each.open = unfolded.get(nameOf(each)) ?? each.open;
  const focused = element.contains(document.activeElement) ? pathTo(document.activeElement, element) : null;
  element.replaceChildren(...parsed.childNodes);
  if (focused) element.querySelector<HTMLElement>(focused)?.focus();
  return true;
}

function nameOf(details: HTMLDetailsElement): string {
  return details.id || (details.querySelector("summary")?.textContent?.trim() ?? "");
}

function isTyping(element: HTMLElement): boolean {
  const active = document.activeElement;
  return active !== null && element.contains(active) && active.matches("input, textarea, select");
}

/** A selector that finds what stands in the same place: by id, else by position. */
function pathTo(found: Element | null, root: Element): string {
  const steps: string[] = [];
  for (let each = found; each && each !== root; each = each.parentElement) {
    if (each.id) return [`#${CSS.escape(each.id)}`, ...steps].join(" > ");
    const number = [...(each.parentElement?.children ?? [])].indexOf(each) + 1;
    steps.unshift(`${each.localName}:nth-child(${number})`);
  }
  return [":scope", ...steps].join(" > ");
}

/** Say above the piece that the server is lost, or that what is shown is old, and from when it is. */
function tellAge(element: HTMLElement, isLost: boolean, isOld: boolean, confirmed: Date): void {
  const clock = `${confirmed.toISOString().slice(11, 19)} UTC`;
  const why = isLost ? "The server does not answer; it is asked again." : "It is asked for anew.";
  const text = isLost || isOld ? `Not up to date: this is how it was at ${clock}. ${why}` : "";
  element.classList.toggle("is-late", text !== "");
  const told = element.previousElementSibling;
  const line = told instanceof HTMLElement && told.dataset.late !== undefined ? told : null;
  if (!text) line?.remove();
  else if (!line) beginAlarm(element, text);
  else if (line.textContent !== text) line.textContent = text;
}

/** What was reported as done before is no news beside an alarm. */
function beginAlarm(element: HTMLElement, text: string): void {
  document.querySelector("main > .fine[role=status]")?.remove();
  element.before(lateLine(text));
}

/** The server answers again: what said otherwise within the piece goes. */
function forgetFailures(element: HTMLElement): void {
  for (const line of element.querySelectorAll('[data-sending="away"]')) line.remove();
}

function lateLine(text: string): HTMLElement {
  const line = document.createElement("p");
  line.dataset.late = "";
  line.className = "problem refusal late";
  line.setAttribute("role", "status");
  line.textContent = text;
  return line;
}
