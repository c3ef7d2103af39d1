/* Applies an answer of the server to the page: by id, in order, at a cost set by the answer.
 *
 * Nothing moves for the reader: cards keep their element (and so their focus and what is being
 * typed in them), a selection is put back, and what had the focus and is gone hands it on.
 */

import { cardOf, isClosed, reader } from "./reader.js";

const cards = document.getElementById("cards");

// While the pointer is down in the article nothing is swapped under it: the browser would forget
// where the selection began.
const postponed = [];
let held = false;

export function whenLetGo(act) {
  if (held) postponed.push(act);
  else act();
}

reader.addEventListener("pointerdown", () => (held = true));
for (const end of ["pointerup", "pointercancel", "blur"]) {
  addEventListener(end, () => {
    held = false;
    setTimeout(() => {
      while (postponed.length && !held) postponed.shift()();
    });
  });
}

/** Show an answer; whether it shows that this page has missed something. */
export function apply(root) {
  const version = Number(root.dataset.version);
  const known = Number(reader.dataset.setVersion);
  if (version < known) return false;
  const whole = "whole" in root.dataset;
  swapBlocks([...root.querySelectorAll(".block")]);
  const fresh = [...root.querySelectorAll(".card")];
  const gone = whole ? strangers(fresh) : ids(root.dataset.gone);
  for (const uid of gone) removeCard(uid);
  for (const card of fresh) placeCard(card);
  for (const part of root.querySelectorAll(":scope > [id]:not(.block, .card)")) replace(part);
  showState(root.dataset);
  const touched = fresh.map((card) => card.dataset.annotation);
  tell({ touched, gone, whole });
  return !whole && version > known + 1;
}

/** Put a card where it belongs, or bring the one that is there up to date. */
export function placeCard(card) {
  const old = document.getElementById(card.id);
  if (old) refresh(old, card);
  const placed = old ?? card;
  if (!inOrder(placed)) keepFocus(placed, () => cards.insertBefore(placed, firstAfter(placed)));
  return placed;
}

export function removeCard(uid) {
  const card = cardOf(uid);
  if (!card) return;
  const heir = card.nextElementSibling ?? card.previousElementSibling;
  const hadFocus = card.contains(document.activeElement);
  card.remove();
  if (hadFocus) focus(heir?.querySelector("a") ?? document.getElementById("text"));
}

/** Tell the other modules that elements were swapped. */
export function tell(detail) {
  reader.dispatchEvent(new CustomEvent("workbench:applied", { detail }));
}

function ids(list) {
  return list?.split(" ").filter(Boolean) ?? [];
}

function strangers(fresh) {
  const there = new Set(fresh.map((card) => card.id));
  const gone = [...cards.children].filter((card) => !there.has(card.id));
  return gone.map((card) => card.dataset.annotation);
}

function showState({ version, closed, undo, redo }) {
  reader.dataset.setVersion = version;
  if (closed) reader.dataset.closed = closed;
  else delete reader.dataset.closed;
  if (undo) disable("#undo-form button", isClosed() || undo !== "1");
  if (redo) disable("#redo-form button", isClosed() || redo !== "1");
  for (const button of document.querySelectorAll("#palette button")) button.disabled = isClosed();
}

function disable(selector, disabled) {
  const button = document.querySelector(selector);
  if (!button || button.disabled === disabled) return;
  const hadFocus = button === document.activeElement;
  button.disabled = disabled;
  if (hadFocus && disabled) focus(document.getElementById("text"));
}

function replace(part) {
  const old = document.getElementById(part.id);
  if (!old) return;
  const hadFocus = old.contains(document.activeElement);
  old.replaceWith(part);
  if (hadFocus) focus(part.querySelector("button, a") ?? document.getElementById("text"));
}

/* Cards. */

function refresh(old, fresh) {
  // Only the page and the comments know whether it is discussed.
  const gone = Object.keys(old.dataset).filter((name) => name !== "mark" && !(name in fresh.dataset));
  for (const name of gone) delete old.dataset[name];
  Object.assign(old.dataset, fresh.dataset);
  const [face, news] = [old, fresh].map((card) => card.querySelector(".card-face"));
  face.setAttribute("href", news.getAttribute("href"));
  face.replaceChildren(...news.childNodes);
  refreshLinks(old, fresh, face);
}

/** Its links stand right behind a card's face; who was at one of them stays on the card. */
function refreshLinks(old, fresh, face) {
  const [list, news] = [old, fresh].map((card) => card.querySelector(":scope > .card-links"));
  const hadFocus = list?.contains(document.activeElement);
  if (news && list) list.replaceChildren(...news.childNodes);
  else if (news) face.after(news);
  else list?.remove();
  if (hadFocus) focus(face);
}

function inOrder(card) {
  if (card.parentNode !== cards) return false;
  const [before, after] = [card.previousElementSibling, card.nextElementSibling];
  return !(before && isAfter(before, card)) && !(after && isAfter(card, after));
}

function firstAfter(card) {
  card.remove();
  let [low, high] = [0, cards.children.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isAfter(cards.children[middle], card)) high = middle;
    else low = middle + 1;
  }
  return cards.children[low] ?? null;
}

function isAfter(one, other) {
  const difference =
    one.dataset.start - other.dataset.start || one.dataset.end - other.dataset.end;
  return difference > 0 || (difference === 0 && one.id > other.id);
}

function keepFocus(element, move) {
  const active = document.activeElement;
  const inside = element.contains(active);
  move();
  if (inside) focus(active);
}

export function focus(element) {
  element?.focus({ preventScroll: true });
}

/* The text: blocks are swapped whole, and what was selected in them is selected again. */

export function swapBlocks(blocks) {
  const there = blocks.filter((block) => document.getElementById(block.id));
  const selection = getSelection();
  const swapped = new Set(there.map((block) => block.id));
  const anchor = placeOf(selection.anchorNode, selection.anchorOffset);
  const end = placeOf(selection.focusNode, selection.focusOffset);
  for (const block of there) document.getElementById(block.id).replaceWith(block);
  if (swapped.has(anchor?.id) || swapped.has(end?.id)) {
    selection.setBaseAndExtent(...pointAt(anchor), ...pointAt(end));
  }
}

/** Where in its block a point lies, in UTF-16 units, so that it outlives the block's elements. */
function placeOf(node, offset) {
  const block = (node?.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.(".block");
  if (!block) return { node, offset };
  const range = document.createRange();
  range.selectNodeContents(block);
  range.setEnd(node, offset);
  return { id: block.id, offset: range.toString().length };
}

function pointAt({ id, node, offset }) {
  if (!id) return [node, offset];
  const block = document.getElementById(id);
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let left = offset;
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    if (left <= text.length) return [text, left];
    left -= text.length;
  }
  return [block, 0];
}
