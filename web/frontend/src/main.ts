/** What every page has. */

import { copyOnClick } from "./copy";
import { guardForms } from "./forms";
import { pollAll } from "./poll";

pollAll();
guardForms();
copyOnClick();
