/* The chosen conflict: its versions, what stands, and why. */

import { message } from "../../workbench/messages.js";
import { cardOf, normalise, parse, reader } from "../../workbench/reader.js";
import * as items from "./items.js";

const panel = document.getElementById("conflict");
const form = document.getElementById("decision");
const versions = document.getElementById("versions");
const drafts = new Map(); // cluster → {reason, note, guideline, section} of what is still open

export function cluster() {
  return panel.dataset.cluster;
}

export function item() {
  return cardOf(cluster());
}

/** Show a conflict; the focus stays in the panel if it was there. */
export function show(uid) {
  const inside = versions.contains(document.activeElement);
  keepDraft();
  panel.dataset.cluster = uid;
  const detail = document.getElementById(`t-${uid}`).content.cloneNode(true);
  versions.replaceChildren(detail);
  form.elements.cluster.value = uid;
  refresh();
  fill(drafts.get(uid) ?? item().dataset);
  if (inside) document.getElementById("conflict-heading").focus({ preventScroll: true });
}

/** Mark what stands, or would stand by Enter. */
export function refresh() {
  const own = item();
  const choice = items.choiceOf(own);
  const settled = !items.isOpen(own);
  form.elements.base.value = baseOf(choice);
  document.getElementById("standing").textContent = own.dataset.outcome || message("open");
  document.getElementById("standing").dataset.settled = own.dataset.settled;
  for (const version of rows()) markVersion(version, choice, settled);
  for (const radio of versions.querySelectorAll("[data-field]")) {
    const from = choice.fields[radio.dataset.field] ?? choice.take;
    radio.checked = setsOf(radio.closest(".version")).includes(from);
  }
  const { dataset } = versions.querySelector(".detail");
  button("majority", { value: dataset.majority, disabled: !dataset.majority });
  button("both", { value: dataset.both, disabled: !dataset.both, pressed: Boolean(choice.both) });
  button("nothing", { pressed: Boolean(choice.nothing) });
  for (const name of ["union", "intersection"]) {
    const pressed = choice.fields.fragments === name;
    button(name, { disabled: dataset.joins !== "1", pressed });
  }
  const edit = document.getElementById("edit");
  if (edit) edit.href = edit.dataset.href + (own.dataset.gold ? `?chosen=${own.dataset.gold}` : "");
  enable();
}

function markVersion(version, choice, settled) {
  const sets = setsOf(version);
  const taken = sets.includes(choice.take) || (choice.both ?? []).some((one) => sets.includes(one));
  version.classList.toggle("is-taken", settled && taken);
  version.classList.toggle("is-preselected", !settled && taken);
  version.querySelector(".take").setAttribute("aria-pressed", String(settled && taken));
}

function button(command, { value, disabled, pressed }) {
  const found = form.querySelector(`[data-command="${command}"]`);
  if (value !== undefined) found.value = value;
  if (disabled !== undefined) found.disabled = disabled;
  if (pressed !== undefined) found.setAttribute("aria-pressed", String(pressed));
}

/** Only who holds the article decides. */
export function enable() {
  document.getElementById("deciding").disabled = reader.dataset.turn !== "held";
}

/** Where it stands among all that is shown: [place, all]. */
export function place() {
  const all = items.shown();
  return [all.indexOf(item()) + 1, all.length];
}

/* Reason, note, gap in the guidelines. */

/** What is filled in: {reason, note, guideline, section}. */
export function more() {
  const { reason, note, guideline, section } = form.elements;
  const gap = guideline.checked ? "1" : "";
  return { reason: reason.value, note: note.value, guideline: gap, section: section?.value ?? "" };
}

function fill({ reason = "", note = "", guideline = "", section = "" }) {
  for (const radio of form.elements.reason) radio.checked = radio.value === reason;
  form.elements.note.value = note;
  form.elements.guideline.checked = guideline === "1";
  if (form.elements.section) form.elements.section.value = section;
}

/** What was written about a conflict that is still open waits for its decision. */
function keepDraft() {
  const own = cluster() && item();
  if (!own || !versions.firstElementChild) return;
  if (items.isOpen(own)) drafts.set(cluster(), more());
  else drafts.delete(cluster());
}

/* Versions. */

export function rows() {
  return [...versions.querySelectorAll(".version")];
}

export function setsOf(version) {
  return version.dataset.sets.split(" ").map(Number);
}

export function rowOf(set) {
  return rows().find((version) => setsOf(version).includes(set));
}

export function numberOf(set) {
  return rows().indexOf(rowOf(set)) + 1;
}

/** The set whose version is taken, as far as one is. */
export function baseOf(choice) {
  return choice.take ?? choice.both?.[0] ?? setsOf(rows()[0])[0];
}

/** Where an annotation would stand: [[start, end], …]; [] where all have nothing in common. */
export function fragmentsOf(choice) {
  const wanted = choice.fields.fragments ?? baseOf(choice);
  if (typeof wanted === "number") return parse(rowOf(wanted).dataset.fragments);
  const all = rows().map((version) => parse(version.dataset.fragments));
  if (wanted === "union") return normalise(all.flat());
  return wanted === "intersection" ? all.reduce(common) : parse(wanted);
}

function common(some, others) {
  return some.flatMap(([a, b]) => others
    .map(([c, d]) => [Math.max(a, c), Math.min(b, d)])
    .filter(([start, end]) => start < end));
}
