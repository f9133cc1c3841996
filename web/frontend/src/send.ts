/**
 * `<form method="post" data-send>` is sent by the script: when the server is away nothing typed is lost, and no page in
 * the browser's history is the answer to a form, which going back would have to send again.
 */

const AWAY = "The server does not answer. What you typed is still here: press again in a moment.";
const PATIENCE_MS = 60_000;

/** Send the form as its button would; `sent` is called with the address that follows, when it was accepted. */
export async function send(form: HTMLFormElement, button: HTMLElement | null, sent: (next: string) => void): Promise<void> {
  const submitter = button instanceof HTMLButtonElement ? button : null;
  // The form's own `action` and `method` may be hidden by fields of these names.
  const address = submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? "";
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, submitter)) if (typeof value === "string") body.append(name, value);
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch(address, { method: "POST", body, headers: { "X-Page": "1" }, signal });
    const next = response.headers.get("X-Location");
    if (!response.ok) return tell(form, reasonIn(await response.text()));
    if (next === null) {
      showPage(await response.text());
      return typeAgain(form, body);
    }
    sent(next);
    go(next);
  } catch {
    tell(form, AWAY);
  }
}

/** What a page says that tells of an error: the form stays as it is beside it. */
function reasonIn(html: string): string {
  const page = new DOMParser().parseFromString(html, "text/html");
  return page.querySelector("main .problem")?.textContent ?? AWAY;
}

/** Show the page that a form was answered with in place of this one's content; what it begins with has the focus. */
function showPage(html: string): void {
  const page = new DOMParser().parseFromString(html, "text/html");
  const main = page.querySelector("main");
  if (!main) throw new Error("The answer has no content.");
  document.title = page.title;
  document.querySelector("main")?.replaceWith(main);
  document.dispatchEvent(new Event("page"));
  main.querySelector<HTMLElement>("[autofocus]")?.focus();
}

/** What was typed while the form was on its way stands in the answer's form too. */
function typeAgain(form: HTMLFormElement, sent: URLSearchParams): void {
  for (const [name, text] of new FormData(form)) {
    const input = document.querySelector<HTMLInputElement>(`main form [name="${CSS.escape(name)}"]:is(input[type=text], textarea)`);
    if (input && typeof text === "string" && text !== sent.get(name)) input.value = text;
  }
}

/** An address that differs from this page's by its fragment alone is asked for anew all the same. */
function go(next: string): void {
  const target = new URL(next, location.href);
  const isHere = target.pathname === location.pathname && target.search === location.search;
  if (!isHere) return location.assign(target);
  history.replaceState(null, "", target);
  location.reload();
}

function tell(form: HTMLFormElement, text: string): void {
  const line = form.querySelector<HTMLElement>("[data-sending]") ?? document.createElement("p");
  line.dataset.sending = "";
  line.className = "problem refusal";
  line.setAttribute("role", "alert");
  line.textContent = text;
  form.append(line);
}
