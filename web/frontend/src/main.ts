/** What every page has. */

import { copyOnClick } from "./copy";
import { keepDrafts } from "./drafts";
import { guardForms } from "./forms";
import { pickOnMap } from "./pick";
import { pollAll } from "./poll";
import { swapOnClick } from "./swap";

/** What belongs to the content of a page, also of one that a form was answered with. */
function begin(): void {
  keepDrafts();
  pickOnMap();
  pollAll();
}

begin();
document.addEventListener("page", begin);
guardForms();
copyOnClick();
swapOnClick();
