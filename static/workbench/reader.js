/** The article on the page: code point offsets to places in it, and back. */

import { codePointLength, toUtf16 } from "../web/offsets.js";

export const SEPARATOR = " … ";

export const reader = document.getElementById("reader");
export const text = document.getElementById("text");

/** Whether nothing can be changed now; `data-closed` says why. */
export function isClosed() {
  return Boolean(reader.dataset.closed);
}

// The text never changes, only the spans around it: what is read once stays true after a swap.
const blocks = [...text.querySelectorAll(".block")].map((element) => ({
  id: element.id,
  start: Number(element.dataset.start),
  end: Number(element.dataset.end),
  string: undefined,
}));

export const first = blocks[0]?.start ?? 0;
export const last = blocks.at(-1)?.end ?? 0;

/** The block {start, end, string} that a character stands in, or that ends last before it. */
export function blockAt(offset) {
  return filled(blocks[indexAt(offset)]);
}

export function blockAfter(block) {
  return filled(blocks[blocks.indexOf(block, indexAt(block.start)) + 1]);
}

export function blockBefore(block) {
  return filled(blocks[indexAt(block.start) - 1]);
}

/** The article's text from `start` to `end`; what is between blocks can only be line ends. */
export function textOf(start, end) {
  let found = "";
  let at = start;
  for (const block of covered(start, end)) {
    const to = Math.min(end, block.end);
    const from = Math.max(at, block.start);
    found += "\n".repeat(from - at) + slice(block, from, to);
    at = to;
  }
  return found + "\n".repeat(Math.max(0, end - at));
}

export function quoteOf(fragments) {
  return fragments.map(([start, end]) => textOf(start, end)).join(SEPARATOR);
}

/** One Range, which may run over several blocks. */
export function rangeOf(start, end) {
  const range = document.createRange();
  range.setStart(...place(blocks[indexAt(start)], start, false));
  range.setEnd(...place(blocks[indexAt(end - 1)], end, true));
  return range;
}

/** Where a character (or several) is drawn, without the boxes of elements around it. */
export function rects(start, end) {
  return [...rangeOf(start, end).getClientRects()].filter((rect) => rect.height > 0);
}

/** The elements of the blocks that share a character with [start, end). */
export function blocksIn(start, end) {
  return covered(start, end).map(elementOf);
}

/** The code point offset of a place in the page; one outside of every block is the next block's. */
export function offsetAt(node, unit) {
  const element = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(".block");
  if (!element || !text.contains(element)) return nextStart(node, unit);
  const before = document.createRange();
  before.setStart(element, 0);
  before.setEnd(node, unit);
  return Number(element.dataset.start) + codePointLength(before.toString());
}

/** The offset under a point of the window, or undefined. */
export function offsetUnder(x, y) {
  const { node, unit } = caretUnder(x, y);
  return node && text.contains(node) ? offsetAt(node, unit) : undefined;
}

/** [[start, end], …] of what the browser has selected in the article, as it was selected. */
export function fragmentsOfSelection(selection) {
  const found = [];
  for (let i = 0; i < selection.rangeCount; i++) {
    const range = selection.getRangeAt(i);
    if (range.collapsed || !range.intersectsNode(text)) continue;
    const start = clipped(range.startContainer, range.startOffset, first);
    const end = clipped(range.endContainer, range.endOffset, last);
    if (start < end) found.push([start, end]);
  }
  return found;
}

/** Sorted, overlapping and touching ones merged: as the server keeps them. */
export function normalise(fragments) {
  const merged = [];
  for (const [start, end] of [...fragments].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const before = merged.at(-1);
    if (before && start <= before[1]) before[1] = Math.max(before[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

export function parse(written) {
  return written.split(",").map((part) => part.split("-").map(Number));
}

export function unparse(fragments) {
  return fragments.map((fragment) => fragment.join("-")).join(",");
}

export function cardOf(uid) {
  return document.getElementById(`card-${uid}`);
}

export function fragmentsOf(uid) {
  const written = cardOf(uid)?.dataset.fragments;
  return written ? parse(written) : [];
}

/** The drawn segments of an annotation, found without looking at the rest of the article. */
export function segmentsOf(uid) {
  const around = new Set(fragmentsOf(uid).flatMap(([start, end]) => blocksIn(start, end)));
  return [...around].flatMap((block) => [...block.querySelectorAll(`.seg[data-a~="${uid}"]`)]);
}

/** The ids of the annotations over a segment's element, the shortest first. */
export function annotationsOn(segment) {
  const length = (uid) => fragmentsOf(uid).reduce((sum, [start, end]) => sum + end - start, 0);
  return (segment?.dataset.a ?? "").split(" ").filter(Boolean)
    .sort((a, b) => length(a) - length(b));
}

export function annotationsAt(offset) {
  const block = blocks[indexAt(offset)];
  if (offset >= block.end) return [];
  return annotationsOn(place(block, offset, false)[0].parentElement.closest(".seg"));
}

/** Of the last block that starts at or before an offset. */
function indexAt(offset) {
  let low = 0;
  let high = blocks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (blocks[middle].start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function covered(start, end) {
  const found = [];
  for (let i = indexAt(start); i < blocks.length && blocks[i].start < end; i++) {
    if (blocks[i].end > start) found.push(blocks[i]);
  }
  return found;
}

function elementOf(block) {
  return document.getElementById(block.id);
}

function filled(block) {
  if (block && block.string === undefined) block.string = elementOf(block).textContent;
  return block;
}

function slice(block, start, end) {
  const { string } = filled(block);
  return string.slice(toUtf16(string, start - block.start), toUtf16(string, end - block.start));
}

/** [text node, UTF-16 index]; `before` prefers the end of a node to the start of the next. */
function place(block, offset, before) {
  const { string } = filled(block);
  const within = Math.min(Math.max(offset, block.start), block.end) - block.start;
  let unit = toUtf16(string, within);
  const walker = document.createTreeWalker(elementOf(block), NodeFilter.SHOW_TEXT);
  let node = walker.nextNode();
  while (unit > node.length || (unit === node.length && !before)) {
    const next = walker.nextNode();
    if (!next) break;
    unit -= node.length;
    node = next;
  }
  return [node, unit];
}

function clipped(node, unit, otherwise) {
  return text.contains(node) ? offsetAt(node, unit) : otherwise;
}

/** The start of the first block at or after a place between blocks. */
function nextStart(node, unit) {
  const here = document.createRange();
  here.setStart(node, unit);
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (here.comparePoint(elementOf(blocks[middle]), 0) >= 0) high = middle;
    else low = middle + 1;
  }
  return blocks[low]?.start ?? last;
}

function caretUnder(x, y) {
  if (document.caretPositionFromPoint) {
    const found = document.caretPositionFromPoint(x, y);
    return { node: found?.offsetNode, unit: found?.offset };
  }
  const found = document.caretRangeFromPoint(x, y);
  return { node: found?.startContainer, unit: found?.startOffset };
}
