/* The lines on cards that say how annotations are linked, while a change to them is not saved yet. */

import { shortened } from "./facts.js";
import { labelOf, linesOf, quoteOn, typeById } from "./links.js";
import { cardOf } from "./reader.js";

const SHOWN_QUOTE = 60; // characters of the other end, as the server shortens it

/** A relation that waits to be saved: a line on either end's card. */
export function showLines({ uid, type, source, target }) {
  showLine(source, { relation: uid, type, way: "out", other: target });
  showLine(target, { relation: uid, type, way: "in", other: source });
}

/** A relation that is going: its lines on these annotations' cards are no longer seen. */
export function hideLines(relation, ends) {
  const cards = ends.map(cardOf).filter(Boolean);
  const lines = cards.length ? cards.map((card) => lineOn(card, relation)) : linesOf(relation);
  for (const line of lines) if (line) line.dataset.pending = "deletion";
}

function showLine(uid, data) {
  const card = cardOf(uid);
  if (!card || lineOn(card, data.relation)) return;
  const template = document.getElementById("pending-link");
  const line = template.content.firstElementChild.cloneNode(true);
  Object.assign(line.dataset, data, { pending: "" });
  line.querySelector(".link-type").append(typeById(data.type)?.name ?? "");
  if (data.way === "out") line.querySelector("[aria-hidden]").remove();
  const other = line.querySelector("a");
  other.href = `?chosen=${data.other}#card-${data.other}`;
  const quote = shortened(quoteOn(cardOf(data.other)), SHOWN_QUOTE);
  other.textContent = quote || labelOf(data.other).name;
  listOn(card).append(line);
}

function lineOn(card, relation) {
  return card.querySelector(`:scope > .card-links > [data-relation="${CSS.escape(relation)}"]`);
}

function listOn(card) {
  let list = card.querySelector(":scope > .card-links");
  if (!list) {
    list = Object.assign(document.createElement("ul"), { className: "card-links" });
    card.querySelector(".card-face").after(list);
  }
  return list;
}
