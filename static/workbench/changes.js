/* The one door for every change: each is a step with an id of its own, handed to the outbox. */

import { apply } from "./apply.js";
import { askToDrop } from "./asking.js";
import { askToSignIn, problem } from "./dialogs.js";
import { newId } from "./ids.js";
import { register } from "./keys.js";
import { linesOf, linksOf, lostBy, replacedBy } from "./links.js";
import { announce, message } from "./messages.js";
import * as outbox from "./outbox.js";
import { isClosed, reader, unparse } from "./reader.js";
import { post } from "./requests.js";
import * as waiting from "./waiting.js";

let submitting = false;

export function start() {
  register("undo", undo);
  register("redo", redo);
  register("submit", () => void submit());
  register("reopen", () => void reopen());
  window.addEventListener("pageshow", ({ persisted }) => {
    submitting = false;
    if (persisted) waiting.refresh();
  });
  waiting.start();
}

/** Mark fragments [[start, end], …] with a label; returns the new annotation's id. */
export function annotate({ label, fragments, quote, note = "" }) {
  const uid = newId();
  const fields = { uid, label, fragments: unparse(fragments), quote, note };
  return take("create", uid, reader.dataset.changesUrl, fields) && uid;
}

/** Give another label; relations that it can't keep go along, once somebody has said so. */
export function relabel(uid, label, { dropping = false } = {}) {
  const lost = lostBy(uid, label);
  if (!lost.length) return change(uid, { label });
  if (!dropping) return askToDrop(uid, label, lost, () => relabel(uid, label, { dropping: true }));
  return change(uid, { label, dropping: "1" }, lost);
}

export function move(uid, fragments, quote) {
  return change(uid, { fragments: unparse(fragments), quote });
}

export function note(uid, text) {
  return change(uid, { note: text });
}

/** `values`: one, or several for an attribute that may have several; none unsets it. */
export function setAttribute(uid, attribute, values) {
  return change(uid, { [`attribute-${attribute}`]: values.length ? values : [""] });
}

/** Confirm the value that was read in a figure. */
export function confirmValue(uid) {
  return change(uid, { confirm: "1" });
}

/** Correct a figure's value: {low, high, comparator, unit, counted}. */
export function saveValue(uid, values) {
  const fields = Object.entries(values).map(([name, value]) => [`value-${name}`, value]);
  return change(uid, Object.fromEntries(fields));
}

/** Say who is meant: an entry of the register {id, name}, a new one {name}, or nobody {}. */
export function pointTo(uid, { id = "", name = "" }) {
  if (id || !name) return change(uid, { speaker: id }, [], { shown: name });
  return change(uid, { "speaker-name": name });
}

export function remove(uid) {
  return existing("deletion", uid, "deletion/", {}, linksOf(uid));
}

export function markAll(uid) {
  return existing("occurrences", uid, "occurrences/", {});
}

/** Link two annotations; returns the relation's id. */
export function link(type, source, target) {
  const uid = newId();
  const replaced = replacedBy(type, source, target);
  const ends = [source, target, ...replaced.map(({ other }) => other)];
  const more = { ends, drops: replaced.map(({ relation }) => relation) };
  return take("link", uid, reader.dataset.relationsUrl, { uid, type, source, target }, more) && uid;
}

export function unlink(relation) {
  const cards = linesOf(relation).map((line) => line.closest(".card"));
  const more = { ends: cards.map(({ dataset }) => dataset.annotation), drops: [relation] };
  const url = `${reader.dataset.relationsUrl}${relation}/deletion/`;
  return take("unlink", relation, url, {}, more);
}

export function undo() {
  return rewind("undo");
}

export function redo() {
  return rewind("redo");
}

/** Submit once everything is saved, and go on to the next article; from a gold set, back. */
export async function submit() {
  if (submitting) return;
  const back = document.querySelector("#turn a[data-command=submit]");
  if (back) return leave(back.href);
  const answer = await turn("#submission-form", { next: "1" });
  if (answer?.root.dataset.next) location.assign(answer.root.dataset.next);
  submitting = Boolean(answer?.root.dataset.next);
}

export async function reopen() {
  if (submitting) return;
  await turn("#reopening-form", {});
  submitting = false;
}

function change(uid, fields, lost = [], more = {}) {
  return existing("change", uid, "", fields, lost, more);
}

/** `lost`: relations that go along. */
function existing(kind, uid, place, fields, lost = [], more = {}) {
  const url = `${reader.dataset.changesUrl}${uid}/${place}`;
  const ends = [uid, ...lost.map(({ other }) => other)];
  const drops = lost.map(({ relation }) => relation);
  const version = String(waiting.predicted(uid));
  return take(kind, uid, url, { version, ...fields }, { ends, drops, ...more });
}

function rewind(kind) {
  const form = document.getElementById(`${kind}-form`);
  if (form.querySelector("button").disabled && !waiting.isWaiting()) {
    return announce(message(`nothing-to-${kind}`));
  }
  return take(kind, null, form.getAttribute("action"), {});
}

function take(kind, uid, url, fields, more = {}) {
  if (submitting) return null;
  if (isClosed()) return problem(reader.dataset.closed);
  const step = newId();
  return waiting.add({ step, kind, uid, url, fields: { step, ...fields }, ...more });
}

async function leave(address) {
  if (await outbox.flush()) location.assign(address);
  else problem(message("not-saved-yet"));
}

async function turn(selector, fields) {
  const form = document.querySelector(selector);
  if (!form) return null;
  submitting = true;
  if (!(await outbox.flush())) return problem(message("not-submitted"));
  const answer = await post(form.getAttribute("action"), fields);
  if (answer.kind === "signed-out") return askToSignIn();
  if (answer.kind !== "saved") return problem(answer.error ?? message("no-answer"));
  apply(answer.root);
  announce(answer.root.dataset.message);
  outbox.tell("moved");
  return answer;
}
