/** What is painted before the server has drawn it: CSS highlights, which touch no element. */

import { rangeOf, reader } from "./reader.js";

const HUES = [1, 2, 3, 4];
const supported = "highlights" in CSS;

// What is painted, in offsets: ranges die when their block is swapped, offsets do not.
const pending = new Map();
let preview = [];

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
