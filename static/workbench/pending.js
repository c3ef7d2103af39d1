/* A change that is not saved yet, shown as it will be: its card marked as pending, its text painted. */

import { placeCard } from "./apply.js";
import { onFace, shortened, showFacts } from "./facts.js";
import { hideLines, showLines } from "./lines.js";
import { paintPending } from "./paint.js";
import { cardOf, parse } from "./reader.js";

const SHOWN_QUOTE = 160; // characters on a card, as the server shortens it

/** Show an entry of the outbox; shown again, it stays as it is.
 *
 * Beside what is sent, an entry says on whose cards it shows (`ends`), which relations go with it
 * (`drops`), and what no field says (`shown`).
 */
export function show(entry) {
  for (const relation of entry.drops ?? []) hideLines(relation, endsOf(entry));
  if (entry.kind === "link") showLines(entry.fields);
  else if (entry.kind !== "unlink") showOnCard(entry);
}

/** The annotations whose cards an entry shows on. */
export function endsOf({ uid, ends }) {
  return ends ?? [uid].filter(Boolean);
}

function showOnCard({ kind, uid, step, fields, shown }) {
  const card = cardOf(uid) ?? (kind === "create" && pendingCard(uid));
  if (!card) return;
  card.dataset.pending = kind === "deletion" ? "deletion" : "";
  if (fields.note !== undefined) showNote(card, fields.note);
  if (fields.label) showLabel(card, fields.label);
  if (fields.fragments) showExtent(card, fields);
  showFacts(card, fields, shown);
  if (fields.label || fields.fragments) {
    const hue = labelButton(card.dataset.label)?.dataset.hue ?? 1;
    paintPending(step, parse(card.dataset.fragments), hue);
  }
}

function pendingCard(uid) {
  const card = document.getElementById("pending-card").content.firstElementChild.cloneNode(true);
  card.id = `card-${uid}`;
  Object.assign(card.dataset, { annotation: uid, version: 0 });
  card.querySelector("a").href = `?chosen=${uid}#card-${uid}`;
  return card;
}

function labelButton(id) {
  return document.querySelector(`#palette [data-label="${id}"]`);
}

function showLabel(card, id) {
  const button = labelButton(id);
  card.dataset.label = id;
  if (!button) return;
  const name = card.querySelector(".label-name");
  name.textContent = [...button.childNodes].find((node) => node.nodeName === "#text").data.trim();
  name.className = `label-name h${button.dataset.hue} p-${button.dataset.pattern}`;
}

function showExtent(card, { fragments, quote }) {
  const parts = parse(fragments);
  Object.assign(card.dataset, { fragments, start: parts[0][0], end: parts.at(-1)[1] });
  card.querySelector(".card-quote").textContent = shortened(quote, SHOWN_QUOTE);
  placeCard(card);
}

function showNote(card, text) {
  const shown = onFace(card, "card-note");
  Object.assign(shown, { dir: "auto", textContent: text, hidden: !text });
  shown.dataset.note = "";
}
