/* Who is linked with whom: relation types from the page's scheme, relations from the cards.
 *
 * A card has a line for every relation of its annotation, those that wait for the server included:
 * the lines are the model, and asking for those of one annotation costs as much as it has.
 */

import { cardOf } from "./reader.js";

const scheme = document.getElementById("scheme")?.content;

const labels = new Map(
  all(scheme, "[data-labels] > *").map(({ dataset, textContent }) => [
    dataset.label,
    { id: dataset.label, name: textContent.trim(), meaning: dataset.meaning ?? "" },
  ]),
);

const types = all(scheme, "[data-relation-types] > *").map(({ dataset, textContent }) => ({
  id: dataset.type,
  name: textContent.trim(),
  sources: ids(dataset.sources),
  targets: ids(dataset.targets),
  many: "many" in dataset,
}));

/** {id, name, meaning} of a label. */
export function labelOf(uid) {
  return labelById(cardOf(uid)?.dataset.label);
}

export function labelById(id) {
  return labels.get(id) ?? { id, name: "", meaning: "" };
}

export function typeById(id) {
  return types.find((type) => type.id === id);
}

/** Ways to go from an annotation: [{type, way: "out" | "in"}], "in" only where no type leads out. */
export function waysFrom(uid) {
  const label = cardOf(uid)?.dataset.label;
  const out = types.filter(({ sources }) => sources.has(label)).map((type) => ({ type, way: "out" }));
  if (out.length) return out;
  return types.filter(({ targets }) => targets.has(label)).map((type) => ({ type, way: "in" }));
}

/** All ways, those that lead to an annotation included. */
export function allWaysFrom(uid) {
  const label = cardOf(uid)?.dataset.label;
  const fits = ({ type, way }) => (way === "out" ? type.sources : type.targets).has(label);
  return ["out", "in"].flatMap((way) => types.map((type) => ({ type, way })).filter(fits));
}

/** Labels at the other end of a way. */
export function farLabels({ type, way }) {
  return way === "out" ? type.targets : type.sources;
}

/** Ways that lead from one annotation to another, those that lead out first. */
export function waysBetween(uid, other) {
  const [own, its] = [uid, other].map((one) => cardOf(one)?.dataset.label);
  if (uid === other) return [];
  const fitting = (way, from, to) =>
    types.filter(({ sources, targets }) => sources.has(from) && targets.has(to))
      .map((type) => ({ type, way }));
  return [...fitting("out", own, its), ...fitting("in", its, own)];
}

/** The lines of an annotation's relations: {relation, type, way, other, name, typeName, pending, line}. */
export function linksOf(uid) {
  const lines = cardOf(uid)?.querySelectorAll(":scope > .card-links > [data-relation]") ?? [];
  return [...lines].map(read).filter(({ pending }) => pending !== "deletion");
}

/** The relation of a way between two annotations, if there is one. */
export function linkBetween(uid, { type, way }, other) {
  const fits = (one) => one.type === type.id && one.way === way && one.other === other;
  return linksOf(uid).find(fits);
}

/** What a relation of a type from an annotation would take the place of. */
export function replacedBy(type, source, target) {
  if (typeById(type)?.many ?? true) return [];
  const fits = (one) => one.type === type && one.way === "out" && one.other !== target;
  return linksOf(source).filter(fits);
}

/** The relations that an annotation could not keep under another label. */
export function lostBy(uid, label) {
  return linksOf(uid).filter(({ type, way }) => {
    const found = typeById(type);
    return found && !(way === "out" ? found.sources : found.targets).has(label);
  });
}

/** All lines of a relation: one on either end's card. */
export function linesOf(relation) {
  return [...document.querySelectorAll(`#cards [data-relation="${CSS.escape(relation)}"]`)];
}

/** The annotations that have one of these labels, in reading order, and no deletion under way. */
export function annotationsWith(labelIds) {
  const cards = [...document.getElementById("cards").children];
  return cards.filter(({ dataset }) => labelIds.has(dataset.label) && dataset.pending !== "deletion")
    .map(({ dataset }) => dataset.annotation);
}

/** What an annotation is called in a sentence: its entry in the register, or its quote. */
export function nameOf(uid) {
  const card = cardOf(uid);
  const entry = card?.querySelector(".card-speaker")?.textContent.trim();
  return entry || quoteOn(card);
}

export function quoteOn(card) {
  return card?.querySelector(".card-quote")?.textContent.trim() ?? "";
}

function read(line) {
  const { relation, type, way, other, pending } = line.dataset;
  const name = line.querySelector("a")?.textContent.trim() ?? "";
  const typeName = typeById(type)?.name ?? line.querySelector(".link-type").textContent.trim();
  return { relation, type, way, other, name, typeName, pending, line };
}

function all(root, selector) {
  return [...(root?.querySelectorAll(selector) ?? [])];
}

function ids(written) {
  return new Set((written ?? "").split(" ").filter(Boolean));
}
