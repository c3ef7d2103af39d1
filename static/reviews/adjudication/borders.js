/* The borders of what will stand: joined, shared, or moved by word and by character. */

import { register } from "../../workbench/keys.js";
import { announce, message, say } from "../../workbench/messages.js";
import { light, paintPreview } from "../../workbench/paint.js";
import { quoteOf, unparse } from "../../workbench/reader.js";
import { nextChar, nextWord, prevChar, prevWord, prevWordEnd, wordEnd }
  from "../../workbench/snap.js";
import { current } from "./choices.js";
import * as panel from "./panel.js";
import { mayChange } from "./sending.js";
import { pendingChoice, settle, settleSoon } from "./settling.js";

const PAUSE = 500; // milliseconds after the last move until it is sent

/** A field from elsewhere, with everything else as it stands. */
export function picking(field, of) {
  const choice = current();
  return { take: panel.baseOf(choice), fields: { ...choice.fields, [field]: of } };
}

for (const name of ["union", "intersection"]) {
  register(name, () => {
    const { joins } = document.querySelector("#versions .detail").dataset;
    if (joins === "1") settle(picking("fragments", name));
    else say("no-union");
  });
}

function moveStart(fragments, offset) {
  fragments[0][0] = offset;
}

function moveEnd(fragments, offset) {
  fragments.at(-1)[1] = offset;
}

const NUDGES = {
  "start-back": (own, exact) => moveStart(own, (exact ? prevChar : prevWord)(own[0][0])),
  "start-forward": (own, exact) => moveStart(own, (exact ? nextChar : nextWord)(own[0][0])),
  "end-back": (own, exact) => moveEnd(own, (exact ? prevChar : prevWordEnd)(own.at(-1)[1])),
  "end-forward": (own, exact) => moveEnd(own, (exact ? nextChar : wordEnd)(own.at(-1)[1])),
};

for (const [command, change] of Object.entries(NUDGES)) {
  register(command, ({ event }) => nudge((own) => change(own, event.altKey)));
}

function nudge(change) {
  if (!panel.item() || !mayChange()) return;
  const now = panel.fragmentsOf(pendingChoice() ?? current());
  const fragments = now.map((pair) => [...pair]);
  change(fragments);
  if (!fragments.length || fragments.some(([start, end]) => start >= end)) return;
  light("chosen", null);
  paintPreview(fragments);
  announce(message("borders", { quote: shortened(quoteOf(fragments)) }));
  settleSoon(picking("fragments", written(fragments)), PAUSE);
}

/** Own borders; or those of the version, if they are back where it has them. */
function written(fragments) {
  const base = panel.baseOf(current());
  const said = unparse(fragments);
  return said === panel.rowOf(base).dataset.fragments ? base : said;
}

function shortened(quote) {
  const words = quote.split(/\s+/);
  return words.length < 8 ? quote : `${words.slice(0, 3).join(" ")} … ${words.slice(-3).join(" ")}`;
}
