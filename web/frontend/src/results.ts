/** What the page shows of a shape: the view, the table of its sizes, the comparison. */

import { type Choices, fillComparison, type Shown } from "./compare";
import { need } from "./elements";
import type { Form } from "./form";
import { fillSizes, markSizes } from "./sizes";
import type { Configuration } from "./state";
import type { Stand } from "./stand";

export interface Results {
  show(shown: Shown): void;
  /** The sizes are not of what the form asks for: why, or empty while that is being made. */
  stale(reason: string): void;
  /** After a switch of systems. */
  refresh(): void;
  /** Let the sizes stand out that are meant by the name of a parameter, or of a dimension. */
  highlight(name: string | null): void;
  /** Keep what is shown, to compare later shapes with. */
  keep(): void;
}

/** `back` is called with a configuration that was kept, to be taken up again. */
export function createResults(form: Form, stand: Promise<Stand>, back: (to: Configuration) => void): Results {
  const body = need<HTMLTableSectionElement>("#dimensions tbody");
  const comparison = need("#comparison");
  const status = need("#sizes-status");
  let present: Shown | null = null;
  let kept: Shown | null = null;
  let meant: string | null = null;

  const choices: Choices = {
    overlaid: (on) => void stand.then(({ viewer }) => viewer?.ghost(on && kept ? kept.glb : null)),
    back: () => kept && back(kept.configuration),
    end() {
      kept = null;
      choices.overlaid(false);
      comparison.replaceChildren();
      comparison.hidden = true;
    },
  };

  function fill(): void {
    if (!present) return;
    fillSizes(body, present.dimensions, form.fields, form.system(), highlight);
    markSizes(body, present.dimensions, meant);
    if (kept) fillComparison(comparison, form.fields, kept, present, form.system(), choices);
  }

  function highlight(name: string | null): void {
    meant = name;
    void stand.then(({ viewer }) => viewer?.highlight(name));
    if (present) markSizes(body, present.dimensions, name);
  }

  return {
    show(shown) {
      present = shown;
      fill();
      body.classList.remove("is-stale");
      status.textContent = "";
    },
    stale(reason) {
      body.classList.toggle("is-stale", present !== null);
      status.textContent = present ? reason : "";
    },
    refresh() {
      void stand.then((opened) => opened.setUnit(form.system()));
      fill();
    },
    highlight,
    keep() {
      kept = present;
      choices.overlaid(false);
      fill();
    },
  };
}
