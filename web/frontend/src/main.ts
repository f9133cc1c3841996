/** What every page has. */

import { copyOnClick } from "./copy";
import { guardForms } from "./forms";
import { pickOnMap } from "./pick";
import { pollAll } from "./poll";

pollAll();
guardForms();
copyOnClick();
pickOnMap();
