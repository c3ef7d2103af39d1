/** What a script paints: highlights before the server has drawn them, and the one that is lit. */

import { cardOf, fragmentsOf, offsetAt, rangeOf, reader, segmentsOf } from "./reader.js";

const HUES = [1, 2, 3, 4];
const supported = "highlights" in CSS;

// What is painted, in offsets: ranges die when their block is swapped, offsets do not.
const pending = new Map();
let preview = [];
const lit = { chosen: [], hovered: [] };

/** The extent that a selection or a dragged border will have; [] takes it away. */
export function paintPreview(fragments) {
  preview = fragments;
  fill("preview", fragments);
}

export function paintPending(step, fragments, hue) {
  pending.set(step, { fragments, hue: Number(hue) });
  refresh(Number(hue));
}

export function clearPending(step) {
  const gone = pending.get(step);
  pending.delete(step);
  if (gone) refresh(gone.hue);
}

/** Classes for the segments and the card of an annotation: "chosen" or "hovered". */
export function light(state, uid) {
  for (const element of lit[state]) element.classList.remove(`is-${state}`, "is-first", "is-last");
  lit[state] = uid ? [...segmentsOf(uid), cardOf(uid)].filter(Boolean) : [];
  for (const element of lit[state]) element.classList.add(`is-${state}`);
  if (state === "chosen" && uid) outline(uid);
  reader.classList.toggle(`has-${state}`, Boolean(uid));
}

/** Where the outline of the chosen annotation is closed: at the borders of its fragments. */
function outline(uid) {
  const fragments = fragmentsOf(uid);
  for (const segment of lit.chosen.filter((element) => element.matches(".seg"))) {
    const start = offsetAt(segment, 0);
    const end = offsetAt(segment, segment.childNodes.length);
    segment.classList.toggle("is-first", fragments.some((pair) => pair[0] === start));
    segment.classList.toggle("is-last", fragments.some((pair) => pair[1] === end));
  }
}

function refresh(hue) {
  const mine = [...pending.values()].filter((entry) => entry.hue === hue);
  fill(`pending-${hue}`, mine.flatMap((entry) => entry.fragments));
}

function fill(name, fragments) {
  if (!supported) return;
  if (!fragments.length) CSS.highlights.delete(name);
  else CSS.highlights.set(name, new Highlight(...fragments.map((pair) => rangeOf(...pair))));
}

reader.addEventListener("workbench:applied", () => {
  if (preview.length) fill("preview", preview);
  if (pending.size) HUES.forEach(refresh);
});
