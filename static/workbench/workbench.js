/* The workbench: what an earlier session left is shown and sent first, then everything is live. */

import "./awaiting.js";
import "./arrows.js";
import "./attributes.js";
import "./caret.js";
import * as changes from "./changes.js";
import "./chosen.js";
import "./comments.js";
import * as dialogs from "./dialogs.js";
import "./dragging.js";
import "./handles.js";
import * as keys from "./keys.js";
import "./linkers.js";
import "./linking.js";
import "./naming.js";
import "./selecting.js";
import "./values.js";

dialogs.start();
changes.start();
keys.start();
document.documentElement.classList.add("has-script");
