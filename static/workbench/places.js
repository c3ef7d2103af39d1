/* Where annotations are drawn, in the frame of the reader; only what is in sight is laid out. */

import { blocksIn, fragmentsOf, reader, rects, text } from "./reader.js";

const seen = new Set(); // paragraphs in sight
const cache = new Map(); // uid → boxes in the frame of their paragraph; nothing moves within one
let listener = () => {};

const watcher = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) seen.add(target);
    else seen.delete(target);
    forget(annotationsUnder([target])); // a part of each has come or gone
  }
  listener();
});

/** Begin to watch what comes into sight; `changed` is called then. */
export function watch(changed) {
  listener = changed;
  for (const paragraph of text.querySelectorAll(".paragraph")) watcher.observe(paragraph);
}

export function unwatch() {
  watcher.disconnect();
  seen.clear();
  cache.clear();
}

/** What was known is no longer true: of these annotations, or of all. */
export function forget(uids) {
  if (!uids) cache.clear();
  for (const uid of uids ?? []) cache.delete(uid);
}

/** The ids of the annotations in the paragraphs in sight. */
export function annotationsInSight() {
  return annotationsUnder(seen);
}

function annotationsUnder(paragraphs) {
  const found = new Set();
  for (const paragraph of paragraphs) {
    for (const { dataset } of paragraph.getElementsByClassName("seg")) {
      for (const uid of dataset.a.split(" ")) found.add(uid);
    }
  }
  return found;
}

/** A look at the page: what is seen of the reader, and where things are. Reads, writes nothing. */
export function look() {
  const frame = reader.getBoundingClientRect();
  const origins = new Map();
  const [top, bottom] = [edge("--bar-height"), innerHeight - edge("--thumb")];
  return {
    top: top - frame.top,
    bottom: bottom - frame.top,
    width: frame.width,
    gutter: (measure.gutter ??= parseFloat(getComputedStyle(text.firstElementChild).paddingInlineStart)),
    placeOf: (uid) => placeOf(uid, frame, origins, top - frame.top, bottom - frame.top),
  };
}

const measure = {};

function edge(name) {
  measure[name] ??= toPixels(getComputedStyle(document.body).getPropertyValue(name));
  return measure[name];
}

function toPixels(length) {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return length.trim().endsWith("rem") ? parseFloat(length) * rem : parseFloat(length) || 0;
}

addEventListener("resize", () => {
  for (const name of Object.keys(measure)) delete measure[name];
});

/** {boxes} in sight, or {way: -1 | +1}: above or below. */
function placeOf(uid, frame, origins, top, bottom) {
  const all = boxesOf(uid).map((box) => framed(box, frame, origins));
  const boxes = all.filter((box) => box.bottom > top && box.top < bottom);
  if (boxes.length) return { boxes };
  const fragments = fragmentsOf(uid);
  if (!fragments.length) return null;
  if (all.length) return { way: all[0].bottom <= top ? -1 : +1 };
  return { way: wayTo(fragments[0], frame, top) };
}

/** Of what is not laid out just now its paragraph knows on which side it is. */
function wayTo([start, end], frame, top) {
  const box = blocksIn(start, end)[0].closest(".paragraph").getBoundingClientRect();
  return box.bottom - frame.top <= top ? -1 : +1;
}

function framed({ paragraph, left, top, right, bottom }, frame, origins) {
  let origin = origins.get(paragraph);
  if (!origin) {
    const box = paragraph.getBoundingClientRect();
    origin = { x: box.left - frame.left, y: box.top - frame.top };
    origins.set(paragraph, origin);
  }
  const { x, y } = origin;
  return { left: left + x, top: top + y, right: right + x, bottom: bottom + y };
}

function boxesOf(uid) {
  if (!cache.has(uid)) cache.set(uid, measured(uid));
  return cache.get(uid);
}

function measured(uid) {
  return fragmentsOf(uid).flatMap(([start, end]) =>
    blocksIn(start, end).flatMap((block) => {
      const paragraph = block.closest(".paragraph");
      if (!seen.has(paragraph)) return [];
      const from = Math.max(start, Number(block.dataset.start));
      const to = Math.min(end, Number(block.dataset.end));
      return lines(rects(from, to), paragraph);
    }));
}

/** One box for each line, whatever it is cut into. */
function lines(found, paragraph) {
  const origin = paragraph.getBoundingClientRect();
  const boxes = [];
  for (const { left, top, right, bottom } of found) {
    const last = boxes.at(-1);
    const box = { paragraph, left: left - origin.left, top: top - origin.top,
      right: right - origin.left, bottom: bottom - origin.top };
    if (last && Math.abs(last.top - box.top) < 4) {
      last.left = Math.min(last.left, box.left);
      last.right = Math.max(last.right, box.right);
    } else boxes.push(box);
  }
  return boxes;
}
