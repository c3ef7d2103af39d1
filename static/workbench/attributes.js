/* Attributes of the chosen annotation: by mouse as in any form, by keys with a digit for each option. */

import { setAttribute } from "./changes.js";
import { attributesOf } from "./facts.js";
import { enter, fill, formOf, leave, openCard, valuesOf } from "./fields.js";
import { isTyping, register } from "./keys.js";
import { labelOf } from "./links.js";
import { say } from "./messages.js";
import { reader } from "./reader.js";

const FORM = "[data-attributes]:not(.card)";
const FIELD = `${FORM} [data-attribute]`;
const STOPS = `[data-value-form] [name=value-low], ${FIELD}`;
const cards = document.getElementById("cards");

function dress() {
  const card = openCard();
  const form = card && formOf(card, FORM, `attributes-${card.dataset.label}`);
  if (!form) return;
  number(form);
  const known = attributesOf(card);
  const fields = [...form.querySelectorAll("[data-attribute]")].map(({ dataset }) => {
    const values = [known[dataset.name] ?? ""].flat().map(String);
    return [`attribute-${dataset.attribute}`, values];
  });
  fill(form, Object.fromEntries(fields));
}

/** Beside each option the digit that takes it. */
function number(form) {
  if ("numbered" in form.dataset) return;
  form.dataset.numbered = "";
  for (const field of form.querySelectorAll("[data-attribute]")) {
    for (const [place, option] of options(field).slice(0, 9).entries()) hint(option, place + 1);
    if (noneOf(field)) hint(noneOf(field), 0);
  }
}

function hint(option, digit) {
  const kbd = Object.assign(document.createElement("kbd"), { textContent: digit });
  kbd.setAttribute("aria-hidden", "true");
  option.closest("label")?.append(" ", kbd);
}

function noneOf(field) {
  return controls(field).find(({ type, value }) => type === "radio" && value === "");
}

function options(field) {
  return controls(field).filter(({ type, value }) => /radio|checkbox/.test(type) && value !== "");
}

function controls(field) {
  return [...field.querySelectorAll("input:not([type=hidden]), select, textarea")];
}

/** Save one attribute as the form says it, if that is new. */
function save(field) {
  const card = field.closest(".card");
  const id = field.dataset.attribute;
  const [first] = controls(field);
  if (!first.checkValidity()) return first.reportValidity();
  const values = valuesOf(field, `attribute-${id}`);
  const before = [attributesOf(card)[field.dataset.name] ?? []].flat().map(String);
  if (String(values) === String(before)) return;
  const done = setAttribute(card.dataset.annotation, id, values);
  if (done) say(values.length ? "attribute-set" : "attribute-unset", {
    name: field.dataset.name, value: wordsOf(field, values),
  });
}

/** Values as people read them: “yes” for true. */
function wordsOf(field, values) {
  const words = values.map((value) => {
    const option = options(field).find((one) => one.value === value);
    return option?.closest("label").querySelector("span")?.textContent.trim() ?? value;
  });
  return words.join(", ");
}

/** From one to the next, and at the end back to the text. */
function goOn(after) {
  const stops = [...(openCard()?.querySelectorAll(STOPS) ?? [])];
  const here = stops.findIndex((stop) => stop.contains(after) || stop.closest("form") === valueForm(after));
  const next = stops[after ? here + 1 : 0];
  if (next) enterStop(next);
  else leave();
  return Boolean(next);
}

function valueForm(element) {
  return element?.closest("[data-value-form]");
}

function enterStop(stop) {
  const own = stop.matches("input") ? [stop] : controls(stop);
  enter(own.find((one) => one.checked) ?? own[0]);
}

function pick(field, digit) {
  const option = digit === 0 ? noneOf(field) : options(field)[digit - 1];
  if (!option) return false;
  option.focus();
  option.click();
  if (option.type === "radio") goOn(option);
  return true;
}

function digitOf({ key, code }) {
  const found = /^[0-9]$/.test(key) ? key : code.match(/^(?:Digit|Numpad)([0-9])$/)?.[1];
  return found === undefined ? null : Number(found);
}

register("attributes", () => {
  const uid = reader.dataset.chosen;
  if (!uid) return say("attributes-none-chosen");
  const inside = document.activeElement?.closest(FIELD) ? document.activeElement : null;
  if (!openCard()?.querySelector(STOPS)) return say("attributes-none", { label: labelOf(uid).name });
  return goOn(inside);
});
register("save-attributes", ({ element }) => {
  for (const field of element.form.querySelectorAll("[data-attribute]")) save(field);
});

cards.addEventListener("keydown", (event) => {
  const field = event.target.closest(FIELD);
  if (!field || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const digit = isTyping(event.target) ? null : digitOf(event);
  if (event.key === "Enter" || event.key === "Escape") leave();
  else if (digit === null || !pick(field, digit)) return;
  event.preventDefault();
});
cards.addEventListener("change", ({ target }) => {
  const field = target.closest(FIELD);
  if (field) save(field);
});
cards.addEventListener("submit", (event) => {
  if (event.target.matches(FORM)) event.preventDefault();
});
reader.addEventListener("workbench:chosen", dress);
reader.addEventListener("workbench:applied", dress);
