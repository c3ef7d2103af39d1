/* Forms on the chosen card: cloned from the page's templates, filled with what the card knows. */

import { cardOf, reader, text } from "./reader.js";

const CHECKABLE = new Set(["radio", "checkbox"]);

/** The card whose forms are open. */
export function openCard() {
  const card = cardOf(reader.dataset.chosen);
  return card?.querySelector(".actions") ? card : null;
}

/** The form of a template among a card's actions; one of another template is taken away. */
export function formOf(card, selector, template) {
  const source = document.getElementById(template);
  const actions = card.querySelector(".actions");
  const there = actions.querySelector(selector);
  if (there && source && (there.dataset.from ?? template) === template) return there;
  there?.remove();
  if (!source) return null;
  const made = source.content.querySelector(selector).cloneNode(true);
  made.dataset.from = template;
  actions.prepend(made);
  return made;
}

/** `values`: strings by the name of their controls. What is being written stays as it is, or not. */
export function fill(form, values, { over = false } = {}) {
  for (const control of form.elements) {
    if (!(control.name in values) || control.type === "hidden") continue;
    const given = values[control.name];
    if (CHECKABLE.has(control.type)) control.checked = given.includes(control.value);
    else if (over || control !== document.activeElement) control.value = given[0] ?? "";
  }
}

/** Strings of the controls of a name: of those that are ticked, or what is written. */
export function valuesOf(root, name) {
  const controls = [...root.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
  return controls.filter((one) => !CHECKABLE.has(one.type) || one.checked)
    .map((one) => one.value.trim()).filter(Boolean);
}

/** Back to the text, which saves what was being written. */
export function leave() {
  text.focus({ preventScroll: true });
}

/** Bring a card's control into sight and go there. */
export function enter(control) {
  control.focus();
  if (control.select) control.select();
  control.scrollIntoView({ block: "nearest" });
}
