/** Handles at both ends of the chosen annotation's fragments, to be dragged by finger or mouse. */

import { chosenFragments, chosenUid, moveTo } from "./chosen.js";
import { paintPreview } from "./paint.js";
import { blockAt, offsetUnder, reader, rects } from "./reader.js";
import { nextChar, prevChar, snap } from "./snap.js";

// More fragments than anybody drags; the keys still reach the rest.
const MOST = 8;

let handles = [];
// The handle in hand: {fragments, which, end, moved, dx, dy}.
let held = null;

function redraw() {
  for (const handle of handles) handle.remove();
  handles = [];
  if (!chosenUid() || reader.dataset.state === "submitted") return;
  chosenFragments().slice(0, MOST).forEach((fragment, which) => {
    for (const end of [0, 1]) handles.push(handleAt(fragment[end], which, end));
  });
}

function handleAt(offset, which, end) {
  const handle = document.createElement("span");
  handle.className = `handle ${end ? "is-end" : "is-start"}`;
  handle.setAttribute("aria-hidden", "true");
  Object.assign(handle.dataset, { which, end });
  put(handle, offset, end);
  handle.addEventListener("pointerdown", take);
  return handle;
}

/** In its paragraph, beside the blocks: at the inline edge of the character that it borders. */
function put(handle, offset, end) {
  const [from, to] = end ? [prevChar(offset), offset] : [offset, nextChar(offset)];
  const box = rects(from, to).at(end ? -1 : 0);
  if (!box) return;
  const paragraph = document.getElementById(blockAt(from).id).closest(".paragraph");
  const frame = paragraph.getBoundingClientRect();
  const rtl = getComputedStyle(paragraph).direction === "rtl";
  handle.style.left = `${(Boolean(end) === rtl ? box.left : box.right) - frame.left}px`;
  handle.style.top = `${box.top - frame.top}px`;
  handle.style.setProperty("--line", `${box.height}px`);
  paragraph.append(handle);
}

function take(event) {
  if (event.button !== 0) return;
  event.preventDefault();
  const { which, end } = event.currentTarget.dataset;
  const box = event.currentTarget.getBoundingClientRect();
  held = {
    fragments: chosenFragments(), which: Number(which), end: Number(end), moved: null,
    dx: box.left + box.width / 2 - event.clientX, dy: 0,
  };
  held.dy = middleOf(held) - event.clientY;
  reader.classList.add("is-dragging");
}

/** The line that the finger holds on to is above it: what counts is where the line's middle is. */
function middleOf({ fragments, which, end }) {
  const offset = fragments[which][end];
  const [from, to] = end ? [prevChar(offset), offset] : [offset, nextChar(offset)];
  const box = rects(from, to).at(end ? -1 : 0);
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
}

function drop(event) {
  if (!held) return;
  const { moved } = held;
  held = null;
  reader.classList.remove("is-dragging");
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
