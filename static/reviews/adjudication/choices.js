/* Choices about the chosen conflict: compared, as they are sent, and as they are called. */

import { message } from "../../workbench/messages.js";
import * as items from "./items.js";
import * as panel from "./panel.js";

/** What stands, or is preselected: {take, fields, nothing, both}. */
export function current() {
  return items.choiceOf(panel.item());
}

/** A choice without what would be the same anyway. */
export function tidy({ take, fields = {}, nothing, both }) {
  if (nothing) return { nothing: true };
  if (both) return { both };
  const own = panel.setsOf(panel.rowOf(take));
  const kept = Object.entries(fields).filter(([, of]) => !own.includes(of));
  return { take, fields: Object.fromEntries(kept) };
}

export function same(one, other) {
  return written(one) === written(other);
}

function written({ take, fields = {}, nothing, both }) {
  return JSON.stringify([take ?? 0, Object.entries(fields).sort(), Boolean(nothing), both ?? []]);
}

/** As the form sends it. */
export function sent({ take, fields = {}, nothing, both }) {
  if (nothing) return { nothing: "1" };
  if (both) return { both: both.join(" ") };
  const picked = Object.entries(fields).map(([name, of]) => [`field-${name}`, String(of)]);
  return { base: String(take), ...Object.fromEntries(picked) };
}

/** In words. */
export function outcome({ take, fields = {}, nothing, both }) {
  if (nothing) return message("nothing");
  if (both) return message("both");
  const version = message("version", { n: panel.numberOf(take) });
  return [version, ...Object.entries(fields).map(picked)].join(", ");
}

function picked([field, of]) {
  if (of === "union" || of === "intersection") return message(of);
  if (typeof of === "string") return message(field === "label" ? "other-label" : "own-borders");
  return message("field", { field: nameOf(field), n: panel.numberOf(of) });
}

function nameOf(field) {
  const radio = document.querySelector(`#versions [data-field="${CSS.escape(field)}"]`);
  return radio?.closest("label").querySelector(".field-name").textContent ?? field;
}
