/* The adjudication desk: what an earlier session left is shown and sent first. */

import * as dialogs from "../../workbench/dialogs.js";
import * as keys from "../../workbench/keys.js";
import { reader } from "../../workbench/reader.js";
import { choose } from "./chosen.js";
import "../comments/comments.js";
import "./comments.js";
import "./deciding.js";
import "./remarks.js";
import * as panel from "./panel.js";
import * as sending from "./sending.js";
import * as watching from "./watching.js";

dialogs.start();
keys.start();
sending.start();
watching.start();
if (panel.cluster()) choose(panel.cluster());
document.documentElement.classList.add("has-script");
reader.dataset.ready = "";
