/* Small windows over the page: beside a card where there is room, at the thumb where there is not. */

import { cardOf } from "./reader.js";

const GAP = 8;
const narrow = matchMedia("(width < 60rem)");

// The one that is open: {element, uid, where, came}, `came` being what had the focus before.
let open = null;

/** Open an element with a popover attribute for an annotation: "beside" its card or "below" its face. */
export function show(element, uid, where = "beside") {
  if (open) hide(open.element, { focus: false });
  open = { element, uid, where, came: document.activeElement };
  cardOf(uid)?.querySelector(".card-face").scrollIntoView({ block: "nearest" });
  element.showPopover();
  place();
}

/** Close it; `focus`: whether the focus goes back to where it was. */
export function hide(element, { focus = true } = {}) {
  if (open?.element !== element) return;
  const { came } = open;
  const inside = element.contains(document.activeElement);
  open = null;
  element.hidePopover();
  if (focus && inside) (came?.isConnected ? came : fallback()).focus({ preventScroll: true });
}

export function isOpen(element) {
  return open?.element === element;
}

function fallback() {
  return document.getElementById("text");
}

/** By physical coordinates, read before any is written. */
function place() {
  if (!open) return;
  const { element, uid, where } = open;
  const card = cardOf(uid);
  for (const name of ["left", "top", "width"]) element.style.removeProperty(name);
  if (narrow.matches || !card) return;
  const box = (where === "below" ? card.querySelector(".card-face") : card).getBoundingClientRect();
  if (where === "below") element.style.width = `${box.width}px`;
  const { width, height } = element.getBoundingClientRect();
  const beside = document.dir === "rtl" ? box.right + GAP : box.left - width - GAP;
  const [left, top] = where === "below" ? [box.left, box.bottom] : [beside, box.top];
  element.style.left = `${clamped(left, innerWidth - width)}px`;
  element.style.top = `${clamped(top, innerHeight - height)}px`;
}

function clamped(at, most) {
  return Math.max(GAP, Math.min(at, most - GAP));
}

addEventListener("resize", place);
document.addEventListener("scroll", ({ target }) => {
  if (open && target.contains?.(cardOf(open.uid))) place();
}, { capture: true, passive: true });
