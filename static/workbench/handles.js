/** Handles at both ends of the chosen annotation's fragments, to be dragged by finger or mouse. */

import { chosenFragments, chosenUid, moveTo } from "./chosen.js";
import { paintPreview } from "./paint.js";
import { blockAt, isClosed, offsetUnder, reader, rects } from "./reader.js";
import { swallowClick } from "./selecting.js";
import { nextChar, prevChar, snap } from "./snap.js";

// More fragments than anybody drags; the keys still reach the rest.
const MOST = 8;

let handles = [];
let frame = 0;
// The handle in hand: {handle, fragments, which, end, moved, dx, dy}.
let held = null;

/** Once before the next frame, however much has happened: reading places makes the page lay out. */
function redraw() {
  for (const handle of handles) handle.remove();
  handles = [];
  frame ||= requestAnimationFrame(() => {
    frame = 0;
    handles = places().map(handleAt);
  });
}

/** Where handles belong; all are read before one is put there. */
function places() {
  if (!chosenUid() || isClosed()) return [];
  const fragments = chosenFragments().slice(0, MOST);
  return fragments.flatMap((pair, which) => [0, 1].map((end) => placeOf(pair[end], which, end)))
    .filter(Boolean);
}

/** In its paragraph, beside the blocks: at the inline edge of the character that it borders. */
function placeOf(offset, which, end) {
  const { box, from } = bordered(offset, end);
  if (!box) return null;
  const paragraph = document.getElementById(blockAt(from).id).closest(".paragraph");
  const frame = paragraph.getBoundingClientRect();
  const x = edgeOf(box, end) - frame.left;
  return { which, end, paragraph, x, y: box.top - frame.top, height: box.height };
}

function edgeOf(box, end) {
  const rtl = getComputedStyle(reader).direction === "rtl";
  return Boolean(end) === rtl ? box.left : box.right;
}

/** The box of the last character inside at an end, of the first one at a start. */
function bordered(offset, end) {
  const [from, to] = end ? [prevChar(offset), offset] : [offset, nextChar(offset)];
  return { from, box: rects(from, to).at(end ? -1 : 0) };
}

function handleAt({ which, end, paragraph, x, y, height }) {
  const handle = document.createElement("span");
  handle.className = `handle ${end ? "is-end" : "is-start"}`;
  handle.setAttribute("aria-hidden", "true");
  Object.assign(handle.dataset, { which, end });
  handle.style.left = `${x}px`;
  handle.style.top = `${y}px`;
  handle.style.setProperty("--line", `${height}px`);
  handle.addEventListener("pointerdown", take);
  paragraph.append(handle);
  return handle;
}

function take(event) {
  if (event.button !== 0) return;
  event.preventDefault();
  const { which, end } = event.currentTarget.dataset;
  const box = event.currentTarget.getBoundingClientRect();
  held = {
    handle: event.currentTarget,
    fragments: chosenFragments(), which: Number(which), end: Number(end), moved: null,
    dx: box.left + box.width / 2 - event.clientX, dy: 0,
  };
  held.dy = middleOf(held) - event.clientY;
  reader.classList.add("is-dragging");
}

/** The line that the finger holds on to is above it: what counts is where the line's middle is. */
function middleOf({ fragments, which, end }) {
  const { box } = bordered(fragments[which][end], end);
  return box.top + box.height / 2;
}

function drag(event) {
  if (!held) return;
  const offset = offsetUnder(event.clientX + held.dx, event.clientY + held.dy);
  if (offset === undefined) return;
  const pair = [...held.fragments[held.which]];
  pair[held.end] = offset;
  const meant = pair[0] < pair[1] ? snap(...pair, { exact: event.altKey }) : null;
  if (!meant) return;
  // Only the border in hand moves; the other stays as it was, however rough it is.
  pair[held.end] = meant[held.end];
  held.moved = held.fragments.map((fragment, i) => (i === held.which ? pair : fragment));
  paintPreview(held.moved);
  reader.classList.add("is-moving");
  follow();
}

/** The handle goes along, in the frame of the paragraph that it was in. */
function follow() {
  const { box } = bordered(held.moved[held.which][held.end], held.end);
  const frame = held.handle.parentElement.getBoundingClientRect();
  if (box) held.handle.style.left = `${edgeOf(box, held.end) - frame.left}px`;
  if (box) held.handle.style.top = `${box.top - frame.top}px`;
}

function drop(event) {
  if (!held) return;
  const { moved } = held;
  held = null;
  reader.classList.remove("is-dragging", "is-moving");
  swallowClick();
  if (event.type === "pointerup" && moved) moveTo(moved, { now: true });
  else paintPreview([]);
  redraw();
}

document.addEventListener("pointermove", drag);
document.addEventListener("pointerup", drop);
document.addEventListener("pointercancel", drop);
document.addEventListener("keydown", (event) => {
  if (held && event.key === "Escape") drop(event);
});

reader.addEventListener("workbench:chosen", redraw);
reader.addEventListener("workbench:moving", redraw);
reader.addEventListener("workbench:applied", redraw);
new ResizeObserver(redraw).observe(reader);
