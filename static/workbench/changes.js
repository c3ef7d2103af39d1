/* The one door for every change: shown as pending at once, handed to the outbox, then as answered. */

import { apply, removeCard, tell, whenLetGo } from "./apply.js";
import { askToSignIn, problem, showSaving, signedIn } from "./dialogs.js";
import { register } from "./keys.js";
import { announce, message } from "./messages.js";
import * as outbox from "./outbox.js";
import { clearPending } from "./paint.js";
import { show } from "./pending.js";
import { cardOf, reader, unparse } from "./reader.js";
import { headers, parse, post } from "./requests.js";

const BUMPS = new Set(["create", "change"]); // kinds that raise the version of their annotation
const waiting = new Map(); // key → entry that is not answered yet, as far as this tab knows
const mine = new Set(); // steps taken in this tab
let submitting = false;
let stale = false;

export function start() {
  outbox.on("added", added);
  outbox.on("settled", settled);
  outbox.on("count", showSaving);
  outbox.on("signed-out", askToSignIn);
  outbox.on("signed-in", signedIn);
  outbox.on("not-kept", () => problem(message("not-kept")));
  outbox.on("moved", refresh);
  register("undo", undo);
  register("redo", redo);
  register("submit", () => void submit());
  register("reopen", () => void reopen());
  document.addEventListener("visibilitychange", catchUp);
  window.addEventListener("pageshow", ({ persisted }) => {
    submitting = false;
    if (persisted) refresh();
  });
  outbox.open(reader.dataset.user, reader.dataset.article);
  for (const entry of outbox.pending()) added({ entry });
}

/** Mark fragments [[start, end], …] with a label; returns the new annotation's id. */
export function annotate({ label, fragments, quote, note = "" }) {
  const uid = newId();
  const fields = { uid, label, fragments: unparse(fragments), quote, note };
  return take("create", uid, reader.dataset.changesUrl, fields) && uid;
}

export function relabel(uid, label) {
  return change("change", uid, "", { label });
}

export function move(uid, fragments, quote) {
  return change("change", uid, "", { fragments: unparse(fragments), quote });
}

export function note(uid, text) {
  return change("change", uid, "", { note: text });
}

export function remove(uid) {
  return change("deletion", uid, "deletion/", {});
}

export function markAll(uid) {
  return change("occurrences", uid, "occurrences/", {});
}

export function undo() {
  return rewind("undo");
}

export function redo() {
  return rewind("redo");
}

/** Submit once everything is saved, and go on to the next article. */
export async function submit() {
  if (submitting) return;
  const answer = await turn("#submission-form", { next: "1" });
  if (answer?.root.dataset.next) location.assign(answer.root.dataset.next);
  submitting = Boolean(answer?.root.dataset.next);
}

export async function reopen() {
  if (submitting) return;
  await turn("#reopening-form", {});
  submitting = false;
}

/* Making a change. */

function change(kind, uid, place, fields) {
  const version = String(predicted(uid));
  return take(kind, uid, `${reader.dataset.changesUrl}${uid}/${place}`, { version, ...fields });
}

/** The version that an annotation will have once everything that waits has been saved. */
function predicted(uid) {
  const bumps = [...waiting.values()].filter((one) => one.uid === uid && BUMPS.has(one.kind));
  return Number(cardOf(uid)?.dataset.version ?? 0) + bumps.length;
}

function rewind(kind) {
  const form = document.getElementById(`${kind}-form`);
  if (form.querySelector("button").disabled && !waiting.size) {
    return announce(message(`nothing-to-${kind}`));
  }
  return take(kind, null, form.getAttribute("action"), {});
}

function take(kind, uid, url, fields) {
  if (submitting) return null;
  if (reader.dataset.state === "submitted") return problem(message("submitted"));
  const step = newId();
  mine.add(step);
  return outbox.add({ step, kind, uid, url, fields: { step, ...fields } });
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

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // plain HTTP has no randomUUID
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/* Showing what waits. */

function added({ entry }) {
  waiting.set(entry.key, entry);
  show(entry);
  tell({ touched: [entry.uid].filter(Boolean), gone: [], whole: false });
}

/* Showing what was answered. */

function settled({ entry, saved, status, root, error, dropped }) {
  const done = [entry, ...dropped];
  for (const { key } of done) waiting.delete(key);
  const isHere = entry.article === reader.dataset.article;
  if (isHere) whenLetGo(() => showAnswer(root, done));
  if (!saved) complain(entry, dropped, isHere, error ?? message(status === 413 ? "too-large" : "refused"));
  else if (mine.has(entry.step)) announce(root.dataset.message);
}

function showAnswer(root, done) {
  const known = root?.dataset.version !== undefined;
  for (const { kind, uid } of done) {
    if (!known && kind === "create" && cardOf(uid)?.dataset.version === "0") removeCard(uid);
  }
  const missed = known ? apply(root) : true;
  for (const { step } of done) clearPending(step);
  showWaiting(root);
  if (missed || stale) refresh();
}

/** Show again what an answer has painted over and is still waiting. */
function showWaiting(root) {
  const touched = new Set((root?.dataset.touched ?? "").split(" "));
  for (const entry of waiting.values()) {
    if (root?.dataset.whole || touched.has(entry.uid)) show(entry);
  }
}

function complain({ article, title, fields }, dropped, isHere, error) {
  const more = dropped.length ? ` ${message("dropped", { count: dropped.length })}` : "";
  const lost = fields.note || fields.quote;
  const text = isHere ? error : message("elsewhere", { title: title ?? article, sentence: error });
  problem(text + more, lost ? message("taken-back", { text: lost }) : "");
}

/** Fetch the whole state, because this page has missed a change. */
async function refresh() {
  stale = true;
  const known = Number(reader.dataset.setVersion);
  const response = await fetch(reader.dataset.stateUrl, { headers: headers() }).catch(() => null);
  if (!response?.ok) return;
  const root = parse(await response.text());
  if (root?.dataset.whole) whenLetGo(() => showAll(root, known));
}

function showAll(root, known) {
  const version = Number(root.dataset.version);
  if (version < known) reader.dataset.setVersion = version; // the server was put back to a backup
  if (version < Number(reader.dataset.setVersion)) return refresh(); // it was overtaken
  stale = false;
  apply(root);
  showWaiting(root);
}

/** After a time in the background: other tabs may have sent what this one still shows as pending. */
function catchUp() {
  if (document.hidden) return;
  const there = new Set(outbox.pending().map((entry) => entry.key));
  const sent = [...waiting.values()].filter((entry) => !there.has(entry.key));
  for (const { key, step } of sent) {
    waiting.delete(key);
    clearPending(step);
  }
  if (sent.length || stale) refresh();
}
