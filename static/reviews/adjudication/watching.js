/* While somebody looks, the page asks now and then whether others have changed something. */

import { say } from "../../workbench/messages.js";
import { reader } from "../../workbench/reader.js";
import { isWaiting, refresh } from "./sending.js";

const PAUSES = { watched: 8_000, held: 60_000, finished: 60_000 };
let timer = 0;

function schedule() {
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(look, PAUSES[reader.dataset.turn]);
}

async function look() {
  if (!isWaiting() && (await refresh({ ifChanged: true }))) say("changed");
  schedule();
}

export function start() {
  document.addEventListener("visibilitychange", () => (document.hidden ? schedule() : look()));
  window.addEventListener("pageshow", ({ persisted }) => persisted && refresh());
  schedule();
}
