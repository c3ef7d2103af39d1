/* The page of one set: annotations and their cards light up together; keys give the verdict. */

import * as keys from "../workbench/keys.js";

const reader = document.getElementById("reader");
const cards = document.getElementById("cards");
const verdict = document.querySelector("#verdict form");
let chosen = null;

function choose(uid, { show = false } = {}) {
  chosen = uid;
  for (const one of document.querySelectorAll(".is-chosen")) one.classList.remove("is-chosen");
  const lit = uid ? segmentsOf(uid) : [];
  for (const one of lit) one.classList.add("is-chosen");
  lit[0]?.classList.add("is-first");
  lit.at(-1)?.classList.add("is-last");
  const card = uid && document.getElementById(`card-${uid}`);
  if (!card) return;
  card.classList.add("is-chosen");
  card.scrollIntoView({ block: "nearest" });
  if (show) lit[0]?.scrollIntoView({ block: "nearest" });
}

function segmentsOf(uid) {
  return [...reader.querySelectorAll(`.seg[data-a~="${CSS.escape(uid)}"]`)];
}

function step(by) {
  const all = [...cards.querySelectorAll(".card")];
  if (!all.length) return;
  const at = all.findIndex((card) => card.dataset.annotation === chosen);
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length;
  choose(all[next].dataset.annotation, { show: true });
  all[next].querySelector("a").focus({ preventScroll: true });
}

/** On overlap the shortest, then the next longer one. */
function onText({ target }) {
  const covering = target.closest(".seg")?.dataset.a.split(" ");
  if (!covering) return choose(null);
  const length = (uid) => segmentsOf(uid).reduce((sum, one) => sum + one.textContent.length, 0);
  covering.sort((a, b) => length(a) - length(b));
  choose(covering[(covering.indexOf(chosen) + 1) % covering.length]);
}

function onCard({ element }) {
  const uid = new URL(element.href).searchParams.get("chosen");
  choose(uid, { show: true });
}

/** Returning takes a reason or a note: the first press leads there. */
function giveBack({ element, event }) {
  if (!element) return false;
  const why = [verdict.elements.reason, verdict.elements.note];
  if (event.type === "click" || why.some((field) => field.value.trim())) {
    if (event.type === "click") return false;
    element.click();
    return true;
  }
  why[0].focus();
  return true;
}

document.getElementById("text").addEventListener("click", onText);
keys.register("choose", onCard);
keys.register("choose-other", onCard);
keys.register("next-annotation", () => step(+1));
keys.register("previous-annotation", () => step(-1));
keys.register("let-go", () => choose(null));
keys.register("return", giveBack);
keys.register("help", () => document.getElementById("help").showModal());
keys.start();
const asked = new URLSearchParams(location.search).get("chosen");
if (asked) choose(asked, { show: true });
verdict?.querySelector(".errorlist + *, [aria-invalid]")?.focus();
