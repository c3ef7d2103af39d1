/* Relations as arrows over the text: of the chosen annotation, or all of what is in sight.
 *
 * One SVG beside the text. Its arrows are known by their relation and only redrawn where something
 * has changed; the text itself is never touched.
 */

import { between, toEdge } from "./curves.js";
import { register } from "./keys.js";
import { linksOf, nameOf, typeById } from "./links.js";
import { say } from "./messages.js";
import { annotationsInSight, forget, look, unwatch, watch } from "./places.js";
import { reader, text } from "./reader.js";

const KEPT = "annotator:all-links";
const LONGEST_NAME = 28;
const PLATE = 15; // its height: what is free between two lines
const ASIDE = 7; // of a curve that is shorter than its plate
const PLACES = [0.5, 0.35, 0.65, 0.2, 0.8]; // on a curve, for its plate

const svg = element("svg", { class: "arrows", "aria-hidden": "true" });
const drawn = new Map(); // relation → {group, parts, d, plate}
const index = new Map(); // annotation → its relations
let all = remembered();
let watching = false;
let frame = 0;

function schedule() {
  frame ||= requestAnimationFrame(() => {
    frame = 0;
    draw();
  });
}

/** Reads first, then writes. */
function draw() {
  const wanted = relations();
  attend(all || wanted.size > 0);
  const view = wanted.size ? look() : null;
  const plates = [];
  const pictures = [...wanted.values()].map((one) => picture(one, view, plates)).filter(Boolean);
  const there = new Set(pictures.map(({ relation }) => relation));
  for (const [relation, { group }] of drawn) if (!there.has(relation)) remove(relation, group);
  for (const one of pictures) put(one);
}

/** What is to be drawn, by its id: {relation, type, source, target, pending, chosen}. */
function relations() {
  const { chosen } = reader.dataset;
  const found = new Map();
  for (const one of chosen ? relationsOf(chosen) : []) found.set(one.relation, { ...one, chosen: true });
  for (const uid of all ? annotationsInSight() : []) {
    for (const one of relationsOf(uid)) if (!found.has(one.relation)) found.set(one.relation, one);
  }
  return found;
}

function relationsOf(uid) {
  if (!index.has(uid)) {
    index.set(uid, linksOf(uid).map(({ relation, type, way, other, pending }) => {
      const [source, target] = way === "out" ? [uid, other] : [other, uid];
      return { relation, type, source, target, pending: pending !== undefined };
    }));
  }
  return index.get(uid);
}

function picture(one, view, plates) {
  const [from, to] = [view.placeOf(one.source), view.placeOf(one.target)];
  if (!from || !to || !(from.boxes || to.boxes)) return null;
  const name = typeById(one.type)?.name ?? "";
  if (from.boxes && to.boxes) {
    const curve = between(from.boxes, to.boxes, railsOf(one.relation, view));
    return { ...one, d: curve.d, plate: plateOn(curve, name, one.chosen, view, plates) };
  }
  const [here, there, far] = from.boxes ? [from, to, one.target] : [to, from, one.source];
  const edge = there.way < 0 ? view.top : view.bottom;
  const rails = railsOf(one.relation, view);
  const curve = toEdge(here.boxes, edge, there.way, here === to, rails);
  const words = `${there.way < 0 ? "↑" : "↓"} ${name} ${shortened(nameOf(far))}`;
  return { ...one, d: curve.d, plate: plateOn(curve, words, one.chosen, view, plates) };
}

/** Places in the margins; three beside each other, so that few lie upon another. */
function railsOf(relation, { gutter, width }) {
  const lane = (relation.charCodeAt(0) + relation.charCodeAt(1)) % 3;
  const x = (gutter * (1 + lane)) / 4;
  return [x, width - x];
}

/** Where a plate has room on its curve; those of the chosen annotation are always seen. */
function plateOn(curve, words, must, view, plates) {
  const width = widthOf(words) + 8;
  let first = null;
  for (const t of PLACES) {
    const [x, y] = curve.at(t);
    const from = curve.isClose ? x + ASIDE : x - width / 2;
    const left = Math.max(0, Math.min(from, view.width - width));
    const top = Math.max(view.top + 2, Math.min(y - PLATE / 2, view.bottom - PLATE - 2));
    const plate = { words, width, left: Math.round(left), top: Math.round(top) };
    first ??= plate;
    if (plates.some((other) => overlap(plate, other))) continue;
    plates.push(plate);
    return plate;
  }
  if (must) plates.push(first);
  return must ? first : null;
}

function overlap(one, other) {
  return Math.abs(one.top - other.top) < PLATE + 1
    && one.left < other.left + other.width && other.left < one.left + one.width;
}

/* Drawing. */

function put(one) {
  const known = drawn.get(one.relation) ?? add(one.relation);
  const state = `arrow${one.chosen ? " is-chosen" : ""}${one.pending ? " is-pending" : ""}`;
  if (known.state !== state) known.group.setAttribute("class", (known.state = state));
  if (known.d !== one.d) {
    known.d = one.d;
    known.halo.setAttribute("d", one.d);
    known.line.setAttribute("d", one.d);
  }
  putPlate(known, one.plate);
}

function putPlate(known, plate) {
  const key = plate ? `${plate.left},${plate.top},${plate.words}` : "";
  if (known.key === key) return;
  known.key = key;
  known.plate.toggleAttribute("hidden", !plate);
  if (!plate) return;
  known.plate.setAttribute("transform", `translate(${plate.left} ${plate.top})`);
  if (known.words === plate.words) return;
  known.words = plate.words;
  known.box.setAttribute("width", plate.width);
  known.text.setAttribute("x", plate.width / 2);
  known.text.textContent = plate.words;
}

function add(relation) {
  const [halo, line] = ["halo", "line"].map((name) => element("path", { class: `arrow-${name}` }));
  const box = element("rect", { height: PLATE, rx: 4 });
  const label = element("text", { y: PLATE / 2, "text-anchor": "middle", "dominant-baseline": "central" });
  const plate = element("g", { class: "arrow-plate" });
  const group = element("g", { "data-relation": relation });
  plate.append(box, label);
  group.append(halo, line, plate);
  svg.append(group);
  const known = { group, halo, line, plate, box, text: label };
  drawn.set(relation, known);
  return known;
}

function remove(relation, group) {
  group.remove();
  drawn.delete(relation);
}

function element(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

const pen = document.createElement("canvas").getContext("2d");
const widths = new Map();

/** Without laying anything out. */
function widthOf(words) {
  if (!widths.size) pen.font = `500 11px ${getComputedStyle(document.body).fontFamily}`;
  if (!widths.has(words)) widths.set(words, Math.ceil(pen.measureText(words).width));
  return widths.get(words);
}

function shortened(name) {
  const points = [...name];
  return points.length > LONGEST_NAME ? `${points.slice(0, LONGEST_NAME - 1).join("")}…` : name;
}

/* When. */

/** Nothing is watched where nothing is drawn. */
function attend(needed) {
  if (needed === watching) return;
  watching = needed;
  if (needed) watch(schedule);
  else unwatch();
}

function remembered() {
  try {
    return localStorage.getItem(KEPT) === "1";
  } catch {
    return false;
  }
}

function showAll(on) {
  all = on;
  try {
    localStorage.setItem(KEPT, on ? "1" : "0");
  } catch {
    // Then it is not remembered.
  }
  pressButtons();
  schedule();
}

function pressButtons() {
  for (const button of document.querySelectorAll("button[data-command=all-links]")) {
    button.setAttribute("aria-pressed", all);
  }
}

register("all-links", () => {
  showAll(!all);
  say(all ? "links-shown" : "links-hidden");
});

reader.append(svg);
reader.addEventListener("workbench:applied", ({ detail: { touched, gone, whole } }) => {
  if (whole) index.clear();
  for (const uid of [...touched, ...gone]) index.delete(uid);
  forget(whole ? undefined : [...touched, ...gone]);
  schedule();
});
reader.addEventListener("workbench:chosen", schedule);
addEventListener("scroll", () => {
  if (watching) schedule();
}, { passive: true });
let width = 0;
new ResizeObserver(() => {
  if (text.clientWidth !== width) forget();
  width = text.clientWidth;
  schedule();
}).observe(text);
document.fonts?.ready.then(() => {
  forget();
  schedule();
});
pressButtons();
