/* What the chosen card has to link with: a button for each way to go, and one on every link to undo it. */

import { chosenUid } from "./chosen.js";
import { typeById, waysFrom } from "./links.js";
import { message } from "./messages.js";
import { cardOf, isClosed, reader } from "./reader.js";

const thumb = document.getElementById("link-thumb");
let dressed = null;

/** Bring the chosen card's buttons up to date. */
function dress() {
  const uid = chosenUid();
  const card = isClosed() ? null : cardOf(uid);
  if (dressed && dressed !== card) undress(dressed);
  dressed = card;
  const ways = card ? waysFrom(uid) : [];
  showThumb(ways);
  if (!card) return;
  for (const line of card.querySelectorAll(":scope > .card-links > [data-relation]")) addRemover(line);
  showWays(card, ways);
}

function undress(card) {
  for (const button of card.querySelectorAll(".card-links [data-command=unlink]")) {
    (button.closest("form") ?? button).remove();
  }
  card.querySelector(".linkers")?.remove();
}

function addRemover(line) {
  if (line.querySelector("[data-command=unlink]")) return;
  const button = clone("unlink-button");
  const type = typeById(line.dataset.type)?.name ?? line.querySelector(".link-type").textContent.trim();
  button.ariaLabel = message("unlink", { type, name: line.querySelector("a").textContent.trim() });
  line.append(button);
}

/** Between the links and the other actions; the same buttons stay as long as the label does. */
function showWays(card, ways) {
  const wanted = ways.map(({ type, way }) => `${type.id}-${way}`).join(" ");
  const there = card.querySelector(":scope > .linkers");
  if (there?.dataset.ways === wanted) return;
  there?.remove();
  if (!ways.length) return;
  const row = clone("linkers");
  row.dataset.ways = wanted;
  for (const way of ways) row.append(wayButton(way));
  (card.querySelector(":scope > .card-links") ?? card.querySelector(".card-face")).after(row);
}

function wayButton({ type, way }) {
  const button = clone("linker");
  Object.assign(button.dataset, { type: type.id, way });
  const name = message(way === "out" ? "linker" : "linker-in", { type: type.name });
  button.querySelector(".linker-name").textContent = name;
  return button;
}

/** Under a narrow screen's text: cards are in a drawer there. */
function showThumb(ways) {
  if (!thumb) return;
  thumb.hidden = !ways.length;
  if (!ways.length) return;
  const { type, way } = ways[0];
  Object.assign(thumb.dataset, { type: type.id, way });
  const name = message(way === "out" ? "linker" : "linker-in", { type: type.name });
  thumb.querySelector(".linker-name").textContent = name;
}

function clone(template) {
  return document.getElementById(template).content.firstElementChild.cloneNode(true);
}

reader.addEventListener("workbench:chosen", dress);
reader.addEventListener("workbench:applied", dress);
