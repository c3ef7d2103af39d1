/** The chosen annotation: choosing it, walking to the next, moving its borders, opening its card. */

import { caretOffset, placeCaret } from "./caret.js";
import { markAll, move, note, remove } from "./changes.js";
import { register } from "./keys.js";
import { say } from "./messages.js";
import { light, paintPreview } from "./paint.js";
import { annotationsOn, cardOf, fragmentsOf, isClosed, normalise, quoteOf, reader, segmentsOf, text }
  from "./reader.js";
import { clearSelection, described, disarm, selection } from "./selecting.js";
import { nextChar, nextWord, prevChar, prevWord, prevWordEnd, wordEnd } from "./snap.js";

// Presses in a row on [ ] { } become one change.
const PAUSE = 350;

const cards = document.getElementById("cards");
let nudged = null;
let timer;

export function chosenUid() {
  return reader.dataset.chosen ?? null;
}

/** The chosen annotation's fragments as they are shown, moves that are not sent yet included. */
export function chosenFragments() {
  return nudged ?? fragmentsOf(chosenUid());
}

/** Makes an annotation the chosen one, or none. `show`: brings it and its card into sight. */
export function choose(uid, { show = false } = {}) {
  flush();
  close(chosenUid());
  delete reader.dataset.adding;
  if (uid) reader.dataset.chosen = uid;
  else delete reader.dataset.chosen;
  open(uid);
  light("chosen", uid);
  if (show && uid) bringIntoSight(uid);
  reader.dispatchEvent(new CustomEvent("workbench:chosen", { detail: { uid } }));
}

/** Shows moved borders at once and sends them when the hand rests (or now). */
export function moveTo(fragments, { now = false } = {}) {
  nudged = normalise(fragments);
  paintPreview(nudged);
  reader.classList.add("is-moving");
  reader.dispatchEvent(new CustomEvent("workbench:moving"));
  clearTimeout(timer);
  if (now) flush();
  else timer = setTimeout(flush, PAUSE);
}

/** Adds fragments to the chosen annotation. */
export function addFragments(fragments) {
  delete reader.dataset.adding;
  const all = [...chosenFragments(), ...fragments];
  clearSelection();
  moveTo(all, { now: true });
}

function flush() {
  if (!nudged) return;
  clearTimeout(timer);
  const [uid, fragments] = [chosenUid(), nudged];
  nudged = null;
  paintPreview(selection.fragments);
  reader.classList.remove("is-moving");
  if (String(fragments) === String(fragmentsOf(uid))) return;
  move(uid, fragments, quoteOf(fragments));
  say("moved", described(fragments));
}

function open(uid) {
  const card = cardOf(uid);
  const template = document.getElementById("card-actions");
  card?.querySelector("a")?.setAttribute("aria-current", "true");
  if (!card || card.querySelector(".actions") || isClosed()) return;
  card.append(template.content.cloneNode(true));
  const area = card.querySelector("textarea");
  if (area) area.value = noteOf(card);
  pressOwnLabel(card);
}

function close(uid) {
  const card = cardOf(uid);
  card?.querySelector("a")?.removeAttribute("aria-current");
  saveNote(card);
  card?.querySelector(".actions")?.remove();
}

function pressOwnLabel(card) {
  for (const button of card.querySelectorAll(".actions [data-label]")) {
    button.setAttribute("aria-pressed", button.dataset.label === card.dataset.label);
  }
}

function noteOf(card) {
  return card.querySelector("[data-note]")?.textContent ?? "";
}

function saveNote(card) {
  const area = card?.querySelector(".actions textarea");
  if (area && area.value !== (area.dataset.sent ?? noteOf(card))) {
    area.dataset.sent = area.value;
    note(card.dataset.annotation, area.value);
  }
}

function bringIntoSight(uid) {
  cardOf(uid)?.scrollIntoView({ block: "nearest" });
  cardOf(uid)?.querySelector(".card-face").scrollIntoView({ block: "nearest" }); // if it's too tall
  segmentsOf(uid)[0]?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** The next card in reading order after the chosen one, or after the caret. */
function beside(step) {
  const card = cardOf(chosenUid());
  if (card) return step > 0 ? card.nextElementSibling : card.previousElementSibling;
  const at = caretOffset() ?? 0;
  let low = 0;
  let high = cards.children.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Number(cards.children[middle].dataset.start) >= at) high = middle;
    else low = middle + 1;
  }
  return cards.children[step > 0 ? low : low - 1] ?? null;
}

function walk(step) {
  const card = beside(step);
  if (!card) return false;
  clearSelection();
  choose(card.dataset.annotation, { show: true });
  placeCaret(Number(card.dataset.start));
  const label = card.querySelector(".label-name, .card-label")?.textContent.trim();
  say("chosen", { label, ...described(fragmentsOf(card.dataset.annotation)) });
  return true;
}

/** The shortest annotation under a click; when that one is chosen already, the next longer one. */
function click({ target }) {
  if (selection.fragments.length || reader.dataset.adding || target.closest(".handle")) return;
  const here = annotationsOn(target.closest(".seg"));
  choose(here[(here.indexOf(chosenUid()) + 1) % here.length] ?? null);
}

function nudge(change) {
  if (!chosenUid()) return false;
  const fragments = chosenFragments().map((pair) => [...pair]);
  change(fragments);
  if (fragments.every(([start, end]) => start < end)) moveTo(fragments);
  return true;
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

function withChosen(act) {
  return () => (chosenUid() ? act(chosenUid()) : false);
}

register("next-annotation", () => walk(+1) || say("no-more"));
register("previous-annotation", () => walk(-1) || say("no-more"));
register("choose", ({ element }) => {
  choose(element.closest(".card").dataset.annotation, { show: true });
});
register("delete", withChosen((uid) => {
  choose(null);
  remove(uid);
}));
register("occurrences", withChosen((uid) => {
  flush();
  markAll(uid);
}));
register("note", withChosen((uid) => {
  bringIntoSight(uid);
  cardOf(uid).querySelector("textarea")?.focus();
}));
register("save-note", ({ element }) => saveNote(element.closest(".card")));
register("add-fragment", withChosen((uid) => {
  if (selection.fragments.length) return addFragments(selection.fragments);
  reader.dataset.adding = uid;
  return say("adding");
}));
register("let-go", () => letGo());

/** One thing at a time, the latest first. */
function letGo() {
  if (clearSelection()) return say("let-go");
  if (reader.dataset.adding) delete reader.dataset.adding;
  else if (disarm()) return say("disarmed");
  else if (chosenUid()) choose(null);
  else return false;
  return say("let-go");
}

/** Tab goes from annotation to annotation while the text has the focus, and leaves at the end. */
text.addEventListener("keydown", (event) => {
  if (event.key === "Escape") reader.dataset.leaving = "";
  else if (event.key !== "Tab" && event.key !== "Shift") delete reader.dataset.leaving;
  if (event.key !== "Tab" || "leaving" in reader.dataset) return;
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (walk(event.shiftKey ? -1 : +1)) event.preventDefault();
});

text.addEventListener("click", click);
text.addEventListener("pointerover", ({ target }) => {
  light("hovered", annotationsOn(target.closest(".seg"))[0]);
});
text.addEventListener("pointerleave", () => light("hovered", null));
cards.addEventListener("pointerover", ({ target }) => {
  light("hovered", target.closest(".card")?.dataset.annotation);
});
cards.addEventListener("pointerleave", () => light("hovered", null));
cards.addEventListener("change", ({ target }) => {
  if (target.matches(".actions textarea")) saveNote(target.closest(".card"));
});

reader.addEventListener("workbench:made", ({ detail }) => choose(detail.uid));
reader.addEventListener("workbench:selected", ({ detail }) => {
  if (reader.dataset.adding) addFragments(detail.fragments);
});
reader.addEventListener("workbench:applied", () => {
  const uid = chosenUid();
  if (!uid) return;
  if (!cardOf(uid)) return choose(null);
  open(uid);
  pressOwnLabel(cardOf(uid));
  light("chosen", uid);
});
window.addEventListener("pagehide", flush);

// An address may name the one to begin with; every module is listening by the first frame.
requestAnimationFrame(() => {
  const uid = new URLSearchParams(location.search).get("chosen");
  if (cardOf(uid)) choose(uid, { show: true });
});
