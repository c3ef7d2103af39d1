/* The workbench: what an earlier session left is shown and sent first, then everything is live. */

import "./caret.js";
import * as changes from "./changes.js";
import "./chosen.js";
import * as dialogs from "./dialogs.js";
import "./handles.js";
import * as keys from "./keys.js";
import "./selecting.js";

dialogs.start();
changes.start();
keys.start();
document.documentElement.classList.add("has-script");
