/* Linking the chosen annotation by a list: one key opens it at the likeliest, one more links. */

import { awaitTarget } from "./awaiting.js";
import { candidates, matching, newOptions, optionsFor } from "./candidates.js";
import { link, unlink } from "./changes.js";
import { choose, chosenUid } from "./chosen.js";
import { register } from "./keys.js";
import { labelOf, linkBetween, nameOf, typeById, waysFrom } from "./links.js";
import { message, say } from "./messages.js";
import * as picker from "./picker.js";
import { isClosed } from "./reader.js";

// What the open list is about: {uid, way, all}.
let asked = null;

/** Link two annotations as a way says, or take their link away. */
export function toggle(uid, way, other) {
  const there = linkBetween(uid, way, other);
  const [source, target] = way.way === "out" ? [uid, other] : [other, uid];
  const done = there ? unlink(there.relation) : link(way.type.id, source, target);
  if (done) tellOf(there ? "unlinked" : "linked", way.type, source, target);
  return done;
}

export function tellOf(name, type, source, target) {
  say(name, { label: labelOf(source).name, type: type.name, name: nameOf(target) });
}

/** Open the list of what an annotation may be linked to in a certain way. */
export function openList(uid, way) {
  asked = { uid, way, all: candidates(uid, way) };
  const label = labelOf(uid).name;
  picker.open({
    uid,
    heading: message(way.way === "out" ? "link-heading" : "link-heading-in", { label, type: way.type.name }),
    several: way.way === "in" || way.type.many,
    pick,
    type: show,
    key: (event) => (isNext(event) ? () => openNext() : null),
  });
  show("");
}

function show(typed) {
  const { uid, way, all } = asked;
  const { options, left } = optionsFor(uid, way, matching(all, typed));
  const fresh = newOptions(way, (values) => message("link-new", values));
  const more = left ? message("link-more", { count: left }) : "";
  picker.fill([...options, ...fresh], { start: likeliest(way, options) ?? fresh[0], more });
}

/** The one that is linked, where there can be but one; otherwise the first that is not. */
function likeliest({ type, way }, options) {
  const isLinked = (option) => option.getAttribute("aria-selected") === "true";
  const one = way === "out" && !type.many ? options.find(isLinked) : undefined;
  return one ?? options.find((option) => !isLinked(option)) ?? options[0];
}

function pick({ dataset }) {
  const { uid, way } = asked;
  picker.close();
  if (dataset.newLabel) awaitTarget({ uid, way, label: dataset.newLabel });
  else toggle(uid, way, dataset.annotation);
}

/** Shift+S in an empty list is not the beginning of a word. */
function isNext({ key, shiftKey }) {
  return shiftKey && key.toLowerCase() === "s" && !picker.typed();
}

function openNext() {
  const ways = waysFrom(asked.uid);
  const at = ways.findIndex(({ type, way }) => type === asked.way.type && way === asked.way.way);
  openList(asked.uid, ways[(at + 1) % ways.length]);
}

/** The ways from the chosen annotation, or a sentence why there are none. */
function chosenWays() {
  const uid = chosenUid();
  if (!uid) return say("link-none-chosen") ?? [];
  const ways = isClosed() ? [] : waysFrom(uid);
  if (!ways.length) say("link-nothing", { label: labelOf(uid).name });
  return ways;
}

register("link", ({ element, event }) => {
  const card = event.type === "click" && element?.closest(".card");
  if (card) choose(card.dataset.annotation);
  const named = event.type === "click" && typeById(element?.dataset.type);
  const ways = chosenWays();
  const way = ways.find(({ type }) => type === named) ?? ways[0];
  if (way) openList(chosenUid(), way);
});
register("link-other", () => {
  const ways = chosenWays();
  if (ways.length) openList(chosenUid(), ways[1 % ways.length]);
});
register("unlink", ({ element }) => {
  const line = element.closest("[data-relation]");
  const { relation, type, way, other } = line.dataset;
  const uid = line.closest(".card").dataset.annotation;
  const ends = way === "out" ? [uid, other] : [other, uid];
  const heir = line.closest(".card").querySelector(".card-face");
  if (unlink(relation)) tellOf("unlinked", typeById(type) ?? { name: "" }, ...ends);
  heir.focus({ preventScroll: true });
});
register("choose-other", ({ element }) => {
  choose(element.closest("[data-relation]").dataset.other, { show: true });
});
