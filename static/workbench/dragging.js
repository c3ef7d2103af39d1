/* Linking by hand: a button of the chosen card is dragged to another card or to a span of the text. */

import { choose } from "./chosen.js";
import { toggle } from "./linking.js";
import { allWaysFrom, annotationsWith, farLabels, labelOf, linkBetween, nameOf, typeById,
  waysBetween } from "./links.js";
import { message, say } from "./messages.js";
import { light } from "./paint.js";
import * as picker from "./picker.js";
import { annotationsOn, reader, text } from "./reader.js";
import { swallowClick } from "./selecting.js";

const FAR = 6; // pixels after which a press is a drag
const EDGE = 56; // from the window's edge: the page scrolls
const SPEED = 14;

const rubber = document.getElementById("link-rubber")?.content.firstElementChild;

// The drag: {uid, ways, x, y, begun, allowed, over, at: {x, y}}.
let held = null;

function take(event) {
  const handle = event.target.closest?.("[data-drags]");
  if (!handle || event.button !== 0) return;
  const uid = handle.closest(".card")?.dataset.annotation ?? reader.dataset.chosen;
  if (!uid) return;
  const { clientX: x, clientY: y } = event;
  held = { handle, uid, ways: waysOf(handle, uid), x, y, begun: false, at: { x, y } };
  handle.setPointerCapture(event.pointerId);
}

/** All that lead from an annotation, either way round; a button of one type has only that. */
function waysOf({ dataset }, uid) {
  if (dataset.drags === "any") return allWaysFrom(uid);
  return [{ type: typeById(dataset.type), way: dataset.way }];
}

function drag({ clientX: x, clientY: y }) {
  if (!held) return;
  held.at = { x, y };
  if (!held.begun && Math.hypot(x - held.x, y - held.y) < FAR) return;
  if (!held.begun) begin();
  follow();
}

function begin() {
  held.begun = true;
  document.body.classList.add("is-linking");
  const labels = new Set(held.ways.flatMap((way) => [...farLabels(way)]));
  held.allowed = new Set(annotationsWith(labels).filter((other) => other !== held.uid));
  for (const card of document.getElementById("cards").children) {
    card.classList.toggle("is-target", held.allowed.has(card.dataset.annotation));
  }
  for (const segment of text.querySelectorAll(".seg")) {
    const over = segment.dataset.a.split(" ").some((uid) => held.allowed.has(uid));
    segment.classList.toggle("is-target", over);
  }
  scroll();
}

function follow() {
  const { x, y } = held.at;
  const element = document.elementFromPoint(x, y);
  const card = element?.closest(".card")?.dataset.annotation;
  const under = card ? [card] : annotationsOn(element?.closest(".seg"));
  held.over = under.find((uid) => held.allowed.has(uid)) ?? null;
  light("hovered", held.over);
  draw(held, held.at);
}

/** A line from where it was taken to where it is now. */
function draw(from, to) {
  if (!rubber.isConnected) document.body.append(rubber);
  rubber.firstElementChild.setAttribute("d", `M${from.x} ${from.y}L${to.x} ${to.y}`);
}

/** While it is held near the edge, the page goes on by itself. */
function scroll() {
  if (!held?.begun) return;
  const { y } = held.at;
  const by = y < EDGE ? -SPEED : y > innerHeight - EDGE ? SPEED : 0;
  if (by) {
    scrollBy({ top: by, behavior: "instant" });
    follow();
  }
  requestAnimationFrame(scroll);
}

function drop(event) {
  if (!held) return;
  const { uid, ways, begun, over } = held;
  held = null;
  if (!begun) return; // a click: it opens the list
  clear();
  swallowClick();
  if (event.type !== "pointerup") return;
  if (!over) return say("link-dropped");
  const fits = waysBetween(uid, over).filter(({ type, way }) =>
    ways.some((one) => one.type === type && one.way === way));
  if (fits.length > 1) askWhich(uid, fits, over);
  else connect(uid, fits[0], over);
}

function clear() {
  document.body.classList.remove("is-linking");
  for (const element of document.querySelectorAll(".is-target")) element.classList.remove("is-target");
  light("hovered", null);
  rubber.remove();
}

/** Dropped where the link is already: it stays. */
function connect(uid, way, other) {
  if (!linkBetween(uid, way, other)) toggle(uid, way, other);
  choose(uid);
}

function askWhich(uid, ways, other) {
  const heading = message("link-which", { label: labelOf(uid).name, name: nameOf(other) });
  picker.open({ uid, heading, pick: ({ dataset }) => {
    picker.close();
    connect(uid, ways[Number(dataset.place)], other);
  } });
  picker.fill(ways.map(({ type, way }, place) => {
    const option = document.createElement("li");
    option.setAttribute("role", "option");
    option.dataset.place = place;
    option.textContent = message(way === "out" ? "linker" : "linker-in", { type: type.name });
    return option;
  }));
}

document.addEventListener("pointerdown", take);
document.addEventListener("pointermove", drag);
document.addEventListener("pointerup", drop);
document.addEventListener("pointercancel", drop);
document.addEventListener("keydown", (event) => {
  if (held?.begun && event.key === "Escape") {
    event.preventDefault();
    drop(event);
  }
});
