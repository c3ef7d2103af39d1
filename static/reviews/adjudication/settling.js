/* A choice about the chosen conflict is sent at once, or in a moment while it is still being made. */

import { announce, message, say } from "../../workbench/messages.js";
import { reader, unparse } from "../../workbench/reader.js";
import { mark } from "./chosen.js";
import { current, outcome, same, sent, tidy } from "./choices.js";
import * as items from "./items.js";
import * as panel from "./panel.js";
import { decide, mayChange } from "./sending.js";

const later = { timer: 0, choice: null }; // what is being made: by default the choice as it stands

/** Settle the chosen conflict, unless it is settled just so; `more`: reason and note may be new. */
export function settle(wanted, { more = false } = {}) {
  clear();
  if (!panel.item() || !mayChange()) return false;
  const choice = tidy(wanted);
  if (!more && !items.isOpen(panel.item()) && same(choice, tidy(current()))) return true;
  const stands = !choice.nothing && !choice.both;
  const fragments = stands ? panel.fragmentsOf({ fields: {}, ...choice }) : null;
  if (fragments && !fragments.length) {
    say("no-common");
    return false;
  }
  const { hue, said } = panel.item().dataset;
  decide(panel.cluster(), {
    choice,
    fields: { ...sent(choice), ...panel.more() },
    outcome: outcome(choice),
    fragments: fragments && unparse(fragments),
    hue,
  });
  announce(message("took", { what: said, outcome: outcome(choice), left: left() }));
  return true;
}

function left() {
  const count = items.open({ all: true }).length;
  return count ? message("left", { count }) : message("none-left");
}

/** Settle it so in a moment, if nothing more is said; no choice: as it stands, with reason and note. */
export function settleSoon(choice, pause) {
  clearTimeout(later.timer);
  Object.assign(later, { timer: setTimeout(flush, pause), choice: choice ?? later.choice });
}

function clear() {
  clearTimeout(later.timer);
  Object.assign(later, { timer: 0, choice: null });
}

/** Send what is still being said. */
export function flush() {
  if (!later.timer) return;
  const { choice } = later;
  settle(choice ?? current(), { more: true });
  mark();
}

/** The choice that will be sent in a moment. */
export function pendingChoice() {
  return later.choice;
}

reader.addEventListener("desk:leaving", flush);
window.addEventListener("pagehide", flush);
