/* A figure's value on its card: confirmed with a key, corrected in its fields. */

import { confirmValue, saveValue } from "./changes.js";
import { inWords, valueOf } from "./facts.js";
import { enter, fill, formOf, leave, openCard } from "./fields.js";
import { register } from "./keys.js";
import { labelOf } from "./links.js";
import { message, say } from "./messages.js";
import { reader } from "./reader.js";

const FORM = "[data-value-form]";
const NAMES = ["low", "high", "comparator", "unit", "counted"];
const cards = document.getElementById("cards");

function dress() {
  const card = openCard();
  if (!card) return;
  const isFigure = card.dataset.value !== undefined || labelOf(card.dataset.annotation).meaning === "figure";
  const form = formOf(card, FORM, isFigure ? "value-form" : "");
  if (form && !form.contains(document.activeElement)) fill(form, written(valueOf(card)));
}

/** A value as its fields show it; the second number only where there are two. */
function written(value) {
  const { low = "", high = "", comparator = "=", unit = "", counted = "" } = value ?? {};
  const given = { low, high: high === low ? "" : high, comparator, unit, counted };
  return Object.fromEntries(NAMES.map((name) => [`value-${name}`, [String(given[name] ?? "")]]));
}

function fieldsOf(form) {
  return Object.fromEntries(NAMES.map((name) => [name, form.elements[`value-${name}`].value.trim()]));
}

function isNew(form, card) {
  const before = written(valueOf(card));
  return Object.entries(fieldsOf(form)).some(([name, value]) => value !== before[`value-${name}`][0]);
}

/** Save what was corrected; whether the fields can be left. */
function save(form) {
  const card = form.closest(".card");
  const low = form.elements["value-low"];
  low.setCustomValidity("");
  if (!isNew(form, card)) return true;
  const fields = fieldsOf(form);
  if (!fields.low || [fields.low, fields.high].some((one) => !Number.isFinite(Number(one)))) {
    low.setCustomValidity(message("value-no-number"));
    return low.reportValidity();
  }
  const { magnitude = "" } = valueOf(card) ?? {};
  if (saveValue(card.dataset.annotation, { ...fields, magnitude })) say("value-saved", { value: inWords(valueOf(card)) });
  return true;
}

function confirm(uid) {
  const card = openCard();
  const value = card && valueOf(card);
  const form = card?.querySelector(FORM);
  if (!value && !form) return say("value-none", { label: labelOf(uid).name });
  if (form && isNew(form, card)) return save(form);
  if (!value && "pending" in card.dataset) return confirmValue(uid) && say("value-confirmed-unseen");
  if (value?.low === undefined) return ask(form);
  if (value.confirmed) return say("value-confirmed-already", { value: inWords(value) });
  return confirmValue(uid) && say("value-confirmed", { value: inWords(value) });
}

/** Nothing was read that could be confirmed. */
function ask(form) {
  if (form) enter(form.elements["value-low"]);
  return say("value-unread");
}

register("confirm-value", () => {
  const uid = reader.dataset.chosen;
  return uid ? confirm(uid) : say("value-none-chosen");
});
register("save-value", ({ element }) => {
  if (save(element.form)) leave();
});

cards.addEventListener("keydown", (event) => {
  const form = event.target.closest(FORM);
  if (!form || event.isComposing || event.target.matches("button")) return;
  const kept = written(valueOf(form.closest(".card")));
  if (event.key === "Escape") fill(form, kept, { over: true });
  else if (event.key !== "Enter" || !save(form)) return;
  event.preventDefault();
  leave();
});
cards.addEventListener("focusout", ({ target, relatedTarget }) => {
  const form = target.closest(FORM);
  if (form?.isConnected && !form.contains(relatedTarget)) save(form);
});
cards.addEventListener("input", ({ target }) => {
  if (target.closest(FORM)) target.form.elements["value-low"].setCustomValidity("");
});
cards.addEventListener("submit", (event) => {
  if (event.target.matches(FORM)) event.preventDefault();
});
reader.addEventListener("workbench:chosen", dress);
reader.addEventListener("workbench:applied", dress);
