/** Pieces of a page that keep themselves up to date: `<div data-poll="/fragment" data-every="3000">`. */

const EVERY_MS = 3000;
const LONGEST_MS = 60_000;
const LATE = "Not up to date: the server does not answer. It is asked again.";

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

  async function ask(): Promise<void> {
    if (asking) return;
    asking = true;
    try {
      const response = await fetch(element.dataset.poll ?? "", { headers: tag ? { "If-None-Match": tag } : {} });
      if (response.status !== 304 && !response.ok) throw new Error(response.statusText);
      // What was not put in is asked for again.
      if (response.ok && replaceContent(element, await response.text())) tag = response.headers.get("ETag") ?? "";
      failures = 0;
    } catch {
      failures += 1;
    }
    asking = false;
    tellLate(element, failures > 1);
    plan();
  }

  function plan(): void {
    clearTimeout(timer);
    if (!document.hidden) timer = window.setTimeout(ask, Math.min(every * 2 ** failures, LONGEST_MS));
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : void ask()));
  plan();
}

/** Put in the new content with the focus and what is unfolded as before; not while somebody types there: false. */
function replaceContent(element: HTMLElement, html: string): boolean {
  if (isTyping(element)) return false;
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

function tellLate(element: HTMLElement, late: boolean): void {
  const told = element.previousElementSibling;
  const isTold = told instanceof HTMLElement && told.dataset.late !== undefined;
  if (isTold && !late) told.remove();
  if (isTold || !late) return;
  const line = document.createElement("p");
  line.dataset.late = "";
  line.setAttribute("role", "status");
  line.textContent = LATE;
  element.before(line);
}
