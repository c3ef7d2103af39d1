/* Which conflict is chosen: from the list, from the text, by keys. */

import { register } from "../../workbench/keys.js";
import { announce, message, say } from "../../workbench/messages.js";
import { light, paintPreview } from "../../workbench/paint.js";
import { annotationsOn, cardOf, fragmentsOf, rangeOf, reader, segmentsOf, text }
  from "../../workbench/reader.js";
import * as items from "./items.js";
import * as panel from "./panel.js";

const list = document.getElementById("conflicts");
let cameOpen = false; // whether the chosen one was open when it was chosen

/** Choose a conflict; `show` brings it into sight, `aloud` says which it is. */
export function choose(uid, { show = true, aloud = false } = {}) {
  const item = cardOf(uid);
  if (!item) return;
  if (uid !== panel.cluster()) reader.dispatchEvent(new CustomEvent("desk:leaving"));
  const others = item.closest("details");
  if (others) others.open = true;
  panel.show(uid);
  cameOpen = items.isOpen(item);
  mark();
  if (show) bringIntoSight(item);
  if (aloud) describe(item);
  reader.dispatchEvent(new CustomEvent("desk:chosen", { detail: { uid } }));
}

/** Light the chosen one where it stands now. */
export function mark() {
  const uid = panel.cluster();
  const item = uid && cardOf(uid);
  if (!item) return;
  for (const face of list.querySelectorAll("[aria-current=true].card-face")) {
    face.removeAttribute("aria-current");
  }
  item.querySelector(".card-face").setAttribute("aria-current", "true");
  light("chosen", uid);
  paintPreview(segmentsOf(uid).length ? [] : fragmentsOf(uid)); // nothing is drawn for "nothing here"
  const [n, all] = panel.place();
  document.getElementById("conflict-place").textContent = n ? message("place", { n, all }) : "";
}

function bringIntoSight(item) {
  item.scrollIntoView({ block: "nearest" });
  const [segment] = segmentsOf(item.dataset.annotation);
  if (segment) return scrollTo(segment.getBoundingClientRect());
  const [[start, end]] = fragmentsOf(item.dataset.annotation);
  scrollTo(rangeOf(start, end).getBoundingClientRect());
}

/** Into the middle, if it is not well in sight. */
function scrollTo({ top, bottom }) {
  const covered = Number.parseFloat(getComputedStyle(document.body).getPropertyValue("--sheet")) || 0;
  const height = innerHeight * (1 - covered / 100);
  if (top > 90 && bottom < height - 60) return;
  window.scrollBy({ top: top - height / 3, behavior: "instant" });
}

function describe(item) {
  const [n, all] = panel.place();
  const kinds = [...item.querySelectorAll(".kind")].map((one) => one.textContent).join(", ");
  const outcome = item.dataset.outcome || message("open");
  const sentence = message("chosen", { n, all, what: item.dataset.said, kinds, outcome });
  announce(sentence.replace(/\. \. /, ". "));
}

/** The next open conflict after the chosen one, then from the beginning; undefined if none is. */
export function nextOpen() {
  const waiting = items.open();
  const start = Number(panel.item()?.dataset.start ?? -1);
  const others = waiting.filter((item) => item !== panel.item());
  return others.find((item) => Number(item.dataset.start) >= start) ?? others[0];
}

/** What has just been settled is left from the place where it was open. */
function beside(step) {
  const own = panel.item();
  if (cameOpen && !items.isOpen(own)) {
    const waiting = items.open();
    return step > 0 ? waiting.find((item) => items.isAfter(item, own))
      : waiting.findLast((item) => items.isAfter(own, item));
  }
  const all = items.shown();
  const here = all.indexOf(own);
  return all[here < 0 ? 0 : here + step];
}

function walk(step) {
  const there = beside(step);
  if (!there) return say("no-more-conflicts");
  return choose(there.dataset.annotation, { aloud: true });
}

register("next-conflict", () => walk(+1));
register("previous-conflict", () => walk(-1));
register("choose", ({ element }) => {
  choose(element.closest(".card").dataset.annotation, { aloud: true });
});
register("filter", ({ element }) => {
  items.filter(element.dataset.kind);
  const first = items.open()[0] ?? items.shown()[0];
  if (first) choose(first.dataset.annotation, { aloud: true });
  mark();
});

/** The shortest conflict under a click; when that one is chosen already, the next longer one. */
text.addEventListener("click", ({ target }) => {
  if (!getSelection().isCollapsed) return;
  const here = annotationsOn(target.closest(".seg")).filter(cardOf);
  const uid = here[(here.indexOf(panel.cluster()) + 1) % here.length];
  if (uid) choose(uid, { show: false, aloud: true });
});
text.addEventListener("pointerover", ({ target }) => {
  light("hovered", annotationsOn(target.closest(".seg"))[0]);
});
text.addEventListener("pointerleave", () => light("hovered", null));
list.addEventListener("pointerover", ({ target }) => {
  light("hovered", target.closest(".card")?.dataset.annotation);
});
list.addEventListener("pointerleave", () => light("hovered", null));
