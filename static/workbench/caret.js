/** The keyboard's place in the text: a caret that moves by word, character, line and sentence. */

import { register } from "./keys.js";
import { announce, say } from "./messages.js";
import { quotationAt } from "./quotations.js";
import { blockAfter, blockAt, blockBefore, first, last, offsetUnder, reader, rects, text, textOf }
  from "./reader.js";
import { clearSelection, select, selection } from "./selecting.js";
import { nextChar, nextSentence, nextWord, prevChar, prevSentence, prevWord,
  sentenceAt, snap, wordAt, wordEnd } from "./snap.js";

const RTL = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const DIRECTED = /[\p{L}\p{N}]/u;

// `focus` is where the caret stands, `anchor` where an extension began, `x` where Up and Down aim.
const caret = { focus: null, anchor: null, x: null };

// How often the quotation at a place was asked for.
const quotation = { place: null, times: 0 };

const drawn = document.createElement("span");
drawn.className = "caret";
drawn.setAttribute("aria-hidden", "true");

/** Where the caret stands, or null before it was ever placed. */
export function caretOffset() {
  return caret.focus;
}

/** Puts the caret somewhere without a word and without letting go of a selection. */
export function placeCaret(offset, anchor = null) {
  Object.assign(caret, { focus: offset, anchor, x: null });
  draw();
}

function move(offset, { extend = false, exact = false, x = null, says = wordAt } = {}) {
  caret.anchor = extend ? caret.anchor ?? caret.focus : null;
  Object.assign(caret, { focus: offset, x });
  if (extend) extendTo(offset, exact);
  else clearSelection();
  draw();
  drawn.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (!extend) announceAt(says(offset));
}

function extendTo(offset, exact) {
  const pair = [Math.min(caret.anchor, offset), Math.max(caret.anchor, offset)];
  const fragment = pair[0] < pair[1] ? snap(...pair, { exact }) : null;
  if (fragment) select([fragment]);
  else clearSelection();
}

function announceAt(pair) {
  if (pair) announce(textOf(...pair));
}

/** The caret's element lives in its paragraph, beside the blocks: it moves along with the text. */
function draw() {
  if (caret.focus === null) return;
  const paragraph = document.getElementById(blockAt(caret.focus).id).closest(".paragraph");
  if (drawn.parentElement !== paragraph) paragraph.append(drawn);
  const box = paragraph.getBoundingClientRect();
  const { x, top, height } = edgeAt(caret.focus);
  drawn.style.left = `${x - box.left}px`;
  drawn.style.top = `${top - box.top}px`;
  drawn.style.height = `${height}px`;
  drawn.style.animation = "none";
  requestAnimationFrame(() => (drawn.style.animation = ""));
}

/** {x, top, height} of the border before a character, or behind the last of a block. */
function edgeAt(offset) {
  const behind = offset >= blockAt(offset).end;
  const [from, to] = behind ? [prevChar(offset), offset] : [offset, nextChar(offset)];
  const box = rects(from, to).at(behind ? -1 : 0);
  const { top = 0, height = 0 } = box ?? {};
  return { x: box ? (isRtl(textOf(from, to)) === behind ? box.left : box.right) : 0, top, height };
}

/** Digits and Latin run left to right even in Arabic; what has no direction goes with the text. */
function isRtl(character) {
  if (DIRECTED.test(character)) return RTL.test(character);
  return getComputedStyle(text).direction === "rtl";
}

function middle(offset) {
  const { top, height } = edgeAt(offset);
  return top + height / 2;
}

/** First offset in [low, high) that satisfies a test which stays true from there on, or `high`. */
function search(low, high, test) {
  while (low < high) {
    const between = (low + high) >> 1;
    if (test(between)) high = between;
    else low = between + 1;
  }
  return low;
}

/** [start, end) of the drawn line that an offset stands in, within its block. */
function lineAt(offset) {
  const block = blockAt(offset);
  const here = middle(offset);
  const slack = edgeAt(offset).height / 2;
  const start = search(block.start, Math.min(offset, block.end - 1), (at) => middle(at) > here - slack);
  const end = search(offset, block.end, (at) => middle(at) > here + slack);
  return [start, end];
}

function lineBeside(offset, step) {
  const [start, end] = lineAt(offset);
  const block = blockAt(offset);
  if (step > 0 && end < block.end) return lineAt(end);
  if (step < 0 && start > block.start) return lineAt(start - 1);
  const other = step > 0 ? blockAfter(block) : blockBefore(block);
  return other && lineAt(step > 0 ? other.start : other.end - 1);
}

/** The start of the word on a line that comes nearest to a place across. */
function nearest([start, end], x) {
  let best = start;
  for (let at = start; at < end; at = nextWord(at)) {
    if (Math.abs(edgeAt(at).x - x) < Math.abs(edgeAt(best).x - x)) best = at;
  }
  return best;
}

function sideways(step, { altKey, shiftKey }) {
  const forward = (getComputedStyle(text).direction === "rtl") === step < 0;
  const at = caret.focus;
  if (altKey) {
    const to = forward ? nextChar(at) : prevChar(at);
    return move(to, { extend: shiftKey, exact: true, says: (o) => [o, nextChar(o)] });
  }
  if (forward) return move(shiftKey ? wordEnd(at) : nextWord(at), { extend: shiftKey });
  return move(prevWord(at), { extend: shiftKey });
}

function vertically(step, { shiftKey }) {
  const x = caret.x ?? edgeAt(caret.focus).x;
  const line = lineBeside(caret.focus, step);
  const end = step > 0 ? last : first;
  move(line ? nearest(line, x) : end, { extend: shiftKey, x, says: () => line });
}

function bySentence(step, { shiftKey }) {
  const to = step > 0 ? nextSentence(caret.focus) : prevSentence(caret.focus);
  move(to, { extend: shiftKey, says: sentenceAt });
}

function toLineEnd(step, { shiftKey }) {
  const [start, end] = lineAt(caret.focus);
  move(step < 0 ? start : prevWordEndOr(end), { extend: shiftKey });
}

/** Before the space that a wrapped line ends with. */
function prevWordEndOr(end) {
  return end < blockAt(end - 1).end ? end - 1 : end;
}

const COMMANDS = {
  "caret-left": (event) => sideways(-1, event),
  "caret-right": (event) => sideways(+1, event),
  "caret-up": (event) => vertically(-1, event),
  "caret-down": (event) => vertically(+1, event),
  "caret-previous-sentence": (event) => bySentence(-1, event),
  "caret-next-sentence": (event) => bySentence(+1, event),
  "caret-line-start": (event) => toLineEnd(-1, event),
  "caret-line-end": (event) => toLineEnd(+1, event),
  "caret-start": ({ shiftKey }) => move(first, { extend: shiftKey }),
  "caret-end": ({ shiftKey }) => move(last, { extend: shiftKey }),
};

for (const [command, act] of Object.entries(COMMANDS)) {
  register(command, ({ event }) => {
    if (document.activeElement !== text) return false;
    caret.focus ??= visibleStart();
    return act(event);
  });
}

register("quotation", takeQuotation);

/** The quotation around the caret; pressed again without moving: its marks, then its sentence. */
async function takeQuotation() {
  const place = quotedPlace();
  if (place === undefined) return say("no-place");
  const times = quotation.place === place ? quotation.times + 1 : 0;
  Object.assign(quotation, { place, times });
  const found = await quotationAt(place, times).catch(() => undefined);
  if (quotation.place !== place || quotation.times !== times || quotedPlace() !== place) return;
  if (found === undefined) quotation.place = null;
  if (found) select(found);
  else say(found === null ? "nothing-here" : "no-quotations");
}

function quotedPlace() {
  return caret.focus ?? selection.fragments[0]?.[0];
}

/** The first place in sight, for who comes in by Tab. */
function visibleStart() {
  const box = text.getBoundingClientRect();
  const x = getComputedStyle(text).direction === "rtl" ? box.right - 24 : box.left + 24;
  return box.top > 0 ? first : offsetUnder(x, innerHeight / 4) ?? first;
}

text.addEventListener("focus", () => {
  if (caret.focus === null && text.matches(":focus-visible")) placeCaret(visibleStart());
});

text.addEventListener("click", ({ clientX, clientY }) => {
  placeCaret(offsetUnder(clientX, clientY) ?? caret.focus);
});

// Shift and an arrow go on from what the mouse has selected.
reader.addEventListener("workbench:selected", ({ detail }) => {
  placeCaret(...detail.fragments.at(-1).toReversed());
});

reader.addEventListener("workbench:applied", () => requestAnimationFrame(draw));
new ResizeObserver(draw).observe(text);
