/** What every page has. */

import { copyOnClick } from "./copy";
import { keepDrafts } from "./drafts";
import { need } from "./elements";
import { guardForms } from "./forms";
import { dismissDrawings } from "./measuring";
import { pickOnMap } from "./pick";
import { hidePasskeys } from "./passkeys";
import { askAgainForPictures } from "./pictures";
import { pollAll } from "./poll";
import { revealOnClick } from "./reveal";
import { settleOnInput } from "./settle";
import { swapOnClick } from "./swap";

/** What belongs to the content of a page, also of one that a form was answered with. */
function begin(): void {
  keepDrafts();
  hidePasskeys();
  pickOnMap();
  pollAll();
}

/** After a report the focus is on what it was about; a browser does so only where it had not to load the page again. */
function focusTarget(): void {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!location.hash || !isUntouched(document.activeElement)) return;
  (target?.matches("[tabindex], input, select, textarea") ? target : need("main").querySelector<HTMLElement>("[autofocus]"))?.focus();
}

/** Where the focus is before anybody moves it: a browser may have obeyed `autofocus` before this runs, or not yet. */
function isUntouched(active: Element | null): boolean {
  return active === document.body || (active?.matches("[autofocus]") ?? true);
}

begin();
focusTarget();
document.addEventListener("page", begin);
guardForms();
askAgainForPictures();
copyOnClick();
revealOnClick();
swapOnClick();
settleOnInput();
dismissDrawings();
