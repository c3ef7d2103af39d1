/* What an annotation may be linked to, the likeliest first, and how it is shown in a list. */

import { annotationsWith, farLabels, labelById, linkBetween, linksOf, nameOf, quoteOn }
  from "./links.js";
import { cues, paragraphAt } from "./quotations.js";
import { rank } from "./ranking.js";
import { cardOf, fragmentsOf, reader, textOf } from "./reader.js";
import { sentenceAt } from "./snap.js";

const MOST = 60; // shown at once; typing finds the others
const BEFORE = 40; // characters of the sentence around a quote
const AFTER = 70;

let reporting = []; // the words that report what is said, once they are known

/** The annotations at the other end of a way. */
export function candidates(uid, way) {
  const far = farLabels(way);
  const found = annotationsWith(far).filter((other) => other !== uid);
  const areSpeakers = way.way === "out" && [...far].every((id) => labelById(id).meaning === "speaker");
  return areSpeakers ? byLikelihood(uid, found) : byNearness(uid, found);
}

function byLikelihood(uid, uids) {
  const said = new Map(); // by name: “the ministry” speaks wherever it is marked
  for (const one of uids) said.set(nameOf(one), (said.get(nameOf(one)) ?? 0) + linksOf(one).length);
  const speakers = uids.map((one) => (
    { uid: one, fragments: fragmentsOf(one), said: said.get(nameOf(one)) }));
  const claim = { uid, fragments: fragmentsOf(uid) };
  return rank(claim, speakers, { cues: reporting, sentenceAt, paragraphAt });
}

reader.addEventListener("workbench:chosen", async () => {
  reporting = await cues();
});

/** Those whose name or quote has every word that was typed. */
export function matching(uids, typed) {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  if (!words.length) return uids;
  return uids.filter((uid) => {
    const said = plain(`${nameOf(uid)} ${quoteOn(cardOf(uid))}`);
    return words.every((word) => said.includes(word));
  });
}

/** {options, left}: elements for a list, and how many more there are. */
export function optionsFor(uid, way, uids) {
  const options = uids.slice(0, MOST).map((other) => {
    const option = clone("link-option");
    const card = cardOf(other);
    const name = nameOf(other);
    const quote = quoteOn(card);
    option.dataset.annotation = other;
    option.querySelector(".option-quote").textContent = quote;
    option.querySelector(".option-entry").textContent = name === quote ? "" : `→ ${name}`;
    option.querySelector(".option-context").append(...context(other));
    option.setAttribute("aria-selected", Boolean(linkBetween(uid, way, other)));
    return option;
  });
  return { options, left: uids.length - options.length };
}

/** The last entries: a new annotation of each label that may be at the other end. */
export function newOptions(way, sentence) {
  const usable = [...farLabels(way)].filter(isInUse);
  return usable.map((label) => {
    const option = clone("link-option-new");
    option.dataset.newLabel = label;
    option.append(sentence({ label: labelById(label).name }));
    return option;
  });
}

function isInUse(label) {
  const button = document.querySelector(`#palette [data-label="${CSS.escape(label)}"]`);
  return button && !button.disabled;
}

function clone(template) {
  return document.getElementById(template).content.firstElementChild.cloneNode(true);
}

/** Those that it lies in or that lie in it first, the shortest before longer ones; then by distance. */
function byNearness(uid, uids) {
  const own = extent(uid);
  const places = new Map(uids.map((other) => [other, extent(other)]));
  const distance = ([start, end]) => Math.max(0, start - own[1], own[0] - end);
  const length = ([start, end]) => end - start;
  return uids.toSorted((one, other) => {
    const [a, b] = [places.get(one), places.get(other)];
    return distance(a) - distance(b) || length(a) - length(b) || a[0] - b[0];
  });
}

function extent(uid) {
  const { start, end } = cardOf(uid).dataset;
  return [Number(start), Number(end)];
}

/** The sentence around a quote, as far as a line of a list has room for it. */
function context(uid) {
  const fragments = fragmentsOf(uid);
  if (!fragments.length) return [];
  const [start, end] = fragments[0];
  const [from, to] = sentenceAt(start) ?? [start, end];
  const before = textOf(Math.min(start, Math.max(from, start - BEFORE)), start);
  const after = textOf(end, Math.max(end, Math.min(to, end + AFTER)));
  const mark = Object.assign(document.createElement("b"), { textContent: textOf(start, end) });
  const cut = [start - BEFORE > from ? "… " : "", end + AFTER < to ? " …" : ""];
  return [cut[0] + before, mark, after + cut[1]];
}

/** Without case and accents. */
function plain(words) {
  return words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
