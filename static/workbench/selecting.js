/** What is selected to be marked, by mouse, finger or keyboard, and the label that waits for it. */

import { annotate, relabel } from "./changes.js";
import { register } from "./keys.js";
import { say } from "./messages.js";
import { paintPreview } from "./paint.js";
import { fragmentsOfSelection, normalise, offsetAt, offsetUnder, quoteOf, rangeOf, reader, text }
  from "./reader.js";
import { snap, wordCount } from "./snap.js";

const PATIENCE = 250;

export const selection = { fragments: [] };

// A mouse button that is down in the text: {exact, kept, x, y}, `kept` being fragments to add to.
let drag = null;
let written = "";
let saying;

/** Makes fragments the selection; `native` also gives them to the browser (copying, readers). */
export function select(fragments, { native = true } = {}) {
  show(fragments);
  if (native) write();
  settle();
}

export function clearSelection() {
  if (!selection.fragments.length) return false;
  show([]);
  getSelection().removeAllRanges();
  return true;
}

/** Turns off the label that marks every selection; says whether there was one. */
export function disarm() {
  const was = reader.dataset.armed;
  arm("");
  return Boolean(was);
}

/** The click that ends a drag is not meant for what lies under it. */
export function swallowClick() {
  const stop = (event) => event.stopPropagation();
  addEventListener("click", stop, { capture: true });
  setTimeout(() => removeEventListener("click", stop, { capture: true }));
}

/** “Claim, 14 words, from … to …”: the values of a sentence about fragments. */
export function described(fragments) {
  const quote = quoteOf(fragments);
  const words = quote.split(/\s+/).filter(Boolean);
  return { count: wordCount(quote), first: words[0], last: words.at(-1), quote };
}

function show(fragments) {
  selection.fragments = fragments;
  paintPreview(fragments);
  reader.classList.toggle("has-selection", fragments.length > 0);
}

/** A selection is made: an armed label takes it, or it waits for one and is said aloud. */
function settle() {
  const { fragments } = selection;
  const detail = { fragments: fragments.length ? fragments : null };
  reader.dispatchEvent(new CustomEvent("workbench:selection", { detail }));
  if (!selection.fragments.length) return;
  clearTimeout(saying);
  saying = setTimeout(() => say("selected", described(fragments)), PATIENCE);
}

function write() {
  const native = getSelection();
  native.removeAllRanges();
  for (const [start, end] of selection.fragments) native.addRange(rangeOf(start, end));
  written = String(fragmentsOfSelection(native));
}

function taken(exact, kept) {
  const meant = selectedPairs().map((pair) => snap(...pair, { exact }));
  return normalise([...kept, ...meant.filter(Boolean)]);
}

/** As selected. Over the cards beside it the browser would select all that follows: there the
 * nearest place of the line counts. */
function selectedPairs() {
  const native = getSelection();
  const box = text.getBoundingClientRect();
  const x = drag ? Math.min(Math.max(drag.x, box.left + 1), box.right - 1) : 0;
  if (!drag || x === drag.x || !text.contains(native.anchorNode)) return fragmentsOfSelection(native);
  const ends = [offsetAt(native.anchorNode, native.anchorOffset), offsetUnder(x, drag.y)];
  return ends[1] === undefined || ends[0] === ends[1] ? [] : [ends.sort((a, b) => a - b)];
}

text.addEventListener("pointerdown", (event) => {
  if (event.pointerType === "touch" || event.button !== 0) return;
  if (event.target.closest(".handle")) return;
  const adds = event.ctrlKey || event.metaKey;
  const { clientX: x, clientY: y } = event;
  drag = { exact: event.altKey, kept: adds ? selection.fragments : [], x, y };
  if (event.shiftKey) return;
  // Or pressing on selected text would begin to drag it away.
  getSelection().removeAllRanges();
  show(drag.kept);
});

document.addEventListener("selectionchange", () => {
  if (drag) show(taken(drag.exact, drag.kept));
  else takeUnasked();
});

/** A selection that no mouse made: handles under a finger, select all, a screen reader's own. */
function takeUnasked() {
  const native = getSelection();
  if (native.isCollapsed || String(fragmentsOfSelection(native)) === written) return;
  const fragments = taken(false, []);
  if (!fragments.length) return;
  show(fragments);
  settle();
}

function changeExactness({ altKey }) {
  if (!drag || drag.exact === altKey) return;
  drag.exact = altKey;
  show(taken(altKey, drag.kept));
}

document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  Object.assign(drag, { x: event.clientX, y: event.clientY, exact: event.altKey });
  show(taken(drag.exact, drag.kept));
});
document.addEventListener("keydown", changeExactness);
document.addEventListener("keyup", changeExactness);

document.addEventListener("pointerup", (event) => {
  if (!drag) return;
  Object.assign(drag, { x: event.clientX, y: event.clientY });
  const fragments = taken(event.altKey, drag.kept);
  const grew = String(fragments) !== String(drag.kept);
  drag = null;
  if (!grew) return;
  swallowClick();
  show(fragments);
  if (reader.dataset.armed && !reader.dataset.adding) return mark(reader.dataset.armed);
  if (fragments.length === 1) write();
  written = String(fragmentsOfSelection(getSelection()));
  settle();
  reader.dispatchEvent(new CustomEvent("workbench:selected", { detail: { fragments } }));
});

document.addEventListener("pointercancel", () => {
  drag = null;
});

text.addEventListener("dragstart", (event) => event.preventDefault());

// Pressing a label must not take the selection or the focus away.
document.getElementById("palette")?.addEventListener("mousedown", (event) => {
  event.preventDefault();
});

register("label", ({ element }) => {
  const { label } = element.dataset;
  const { chosen, armed } = reader.dataset;
  if (element.disabled) return false;
  if (element.closest(".card")) return relabel(element.closest(".card").dataset.annotation, label);
  if (selection.fragments.length) return mark(label);
  if (chosen && !armed) return relabel(chosen, label);
  return arm(armed === label ? "" : label);
});

function mark(label) {
  const { fragments } = selection;
  clearTimeout(saying);
  const uid = annotate({ label, fragments, quote: quoteOf(fragments) });
  clearSelection();
  if (uid && !reader.dataset.armed) {
    reader.dispatchEvent(new CustomEvent("workbench:made", { detail: { uid } }));
  }
}

function arm(label) {
  if (label) reader.dataset.armed = label;
  else delete reader.dataset.armed;
  for (const button of document.querySelectorAll("#palette [data-label]")) {
    const armed = button.dataset.label === label;
    button.setAttribute("aria-pressed", armed);
    if (armed) say("armed", { label: nameOf(button) });
  }
}

function nameOf(button) {
  return button.firstChild.textContent.trim();
}
