/* An annotation waits for its other end: what is marked next in the text is linked with it. */

import { caretOffset, placeCaret } from "./caret.js";
import { annotate, link } from "./changes.js";
import { choose } from "./chosen.js";
import { register } from "./keys.js";
import { labelById, labelOf, nameOf, waysBetween } from "./links.js";
import { message, say } from "./messages.js";
import { cardOf, quoteOf, reader, text } from "./reader.js";
import { clearSelection, selection } from "./selecting.js";
import { wordAt } from "./snap.js";

const bar = document.getElementById("awaiting");

// {uid, way, label}: who waits, for what, and the label that the other end gets.
let awaited = null;

/** The next thing that is selected is marked with a label and linked. */
export function awaitTarget(one) {
  if (selection.fragments.length) return finish(one); // it is selected already
  awaited = one;
  reader.dataset.awaiting = one.label;
  const sentence = message("awaiting", { label: labelById(one.label).name });
  bar.querySelector(".awaiting-text").textContent = sentence;
  bar.showPopover();
  say("awaiting", { label: labelById(one.label).name });
  if (caretOffset() === null) placeCaret(Number(cardOf(one.uid).dataset.start));
  text.focus({ preventScroll: true });
}

function stop() {
  awaited = null;
  delete reader.dataset.awaiting;
  bar.hidePopover();
}

/** Mark what is selected, or the word at the caret, and link it. */
function finish({ uid, way, label }) {
  const fragments = selection.fragments.length ? selection.fragments : wordAtCaret();
  if (!fragments.length) return say("awaiting-nothing");
  const other = annotate({ label, fragments, quote: quoteOf(fragments) });
  clearSelection();
  if (other) join(uid, way, other);
}

function wordAtCaret() {
  const word = caretOffset() === null ? null : wordAt(caretOffset());
  return word ? [word] : [];
}

function join(uid, { type, way }, other) {
  if (awaited) stop();
  const [source, target] = way === "out" ? [uid, other] : [other, uid];
  const done = link(type.id, source, target);
  choose(uid);
  if (done) say("linked", { label: labelOf(source).name, type: type.name, name: nameOf(target) });
}

/** One that was marked meanwhile, or clicked, if it may be the other end. */
function take(other) {
  const fits = awaited && waysBetween(awaited.uid, other)
    .find(({ type, way }) => type === awaited.way.type && way === awaited.way.way);
  if (fits) join(awaited.uid, fits, other);
  return Boolean(fits);
}

register("mark-awaited", () => (awaited ? finish(awaited) : false));
register("stop-awaiting", () => {
  stop();
  say("let-go");
});

// Before everybody else: these keys mean something else while an annotation waits.
document.addEventListener("keydown", (event) => {
  if (!awaited || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") stop();
  else if (event.key !== "Enter" || document.activeElement !== text) return;
  else finish(awaited);
  event.preventDefault();
  event.stopPropagation();
}, { capture: true });

reader.addEventListener("workbench:selected", () => {
  if (awaited) finish(awaited);
});
reader.addEventListener("workbench:made", ({ detail }) => take(detail.uid));
reader.addEventListener("workbench:chosen", ({ detail }) => {
  if (awaited && detail.uid && detail.uid !== awaited.uid && !take(detail.uid)) stop();
});
