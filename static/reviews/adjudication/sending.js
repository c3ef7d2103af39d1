/* What waits for the server, and what it answered: shown at once, then as it is. */

import { focus, swapBlocks, tell, whenLetGo } from "../../workbench/apply.js";
import { askToSignIn, problem, showSaving, signedIn } from "../../workbench/dialogs.js";
import { newId } from "../../workbench/ids.js";
import { announce, message } from "../../workbench/messages.js";
import * as outbox from "../../workbench/outbox.js";
import { clearPending, paintPending } from "../../workbench/paint.js";
import { cardOf, parse, reader } from "../../workbench/reader.js";
import { headers, parse as parseAnswer } from "../../workbench/requests.js";
import { choose, mark } from "./chosen.js";
import * as items from "./items.js";
import * as panel from "./panel.js";

const waiting = new Map(); // key → entry that is not answered yet
const mine = new Set(); // steps taken in this tab
let stale = false;

/** What an earlier session left is shown and sent first. */
export function start() {
  outbox.on("added", added);
  outbox.on("settled", settled);
  outbox.on("count", showSaving);
  outbox.on("signed-out", askToSignIn);
  outbox.on("signed-in", signedIn);
  outbox.on("not-kept", () => problem(message("not-kept")));
  outbox.on("moved", refresh);
  outbox.open(reader.dataset.user, reader.dataset.outbox);
  for (const entry of outbox.pending()) added({ entry });
}

export function isWaiting() {
  return waiting.size > 0;
}

/** Whether one may decide; says why not. */
export function mayChange() {
  const { turn } = reader.dataset;
  if (turn === "held") return true;
  problem(message(turn === "finished" ? "finished" : "watching"));
  return false;
}

/** Send a decision about a conflict; `fragments`: where the annotation will stand, if it will. */
export function decide(cluster, { choice, fields, outcome, fragments, hue }) {
  const more = { cluster, choice, outcome, fragments, hue };
  return add("decide", panelUrl(), { cluster, ...fields }, more);
}

/** "undo" or "redo" */
export function rewind(kind) {
  const form = document.getElementById(`${kind}-form`);
  if (!mayChange()) return;
  if (form.querySelector("button").disabled && !isWaiting()) {
    announce(message(`nothing-to-${kind}`));
  } else add(kind, form.getAttribute("action"), {});
}

function add(kind, url, fields, more = {}) {
  const step = newId();
  mine.add(step);
  outbox.add({ step, kind, uid: step, url, desk: true, fields: { step, ...fields }, ...more });
}

function panelUrl() {
  return document.getElementById("decision").getAttribute("action");
}

function added({ entry }) {
  waiting.set(entry.key, entry);
  show(entry);
}

/** Shown again, an entry stays as it is. */
function show({ kind, step, cluster, choice, outcome, fields, fragments, hue }) {
  const item = kind === "decide" && cardOf(cluster);
  if (!item) return;
  const { reason, note, guideline } = fields;
  Object.assign(item.dataset, { reason, note, guideline });
  items.settle(item, choice, outcome);
  if (fragments) paintPending(step, parse(fragments), hue);
  if (cluster === panel.cluster()) panel.refresh();
  mark();
}

function settled({ entry, saved, status, root, error, dropped }) {
  const done = [entry, ...dropped];
  for (const { key } of done) waiting.delete(key);
  const isHere = entry.article === reader.dataset.outbox;
  if (isHere) whenLetGo(() => (entry.desk ? showAnswer(entry, root, done) : refresh()));
  if (!saved) complain(entry, isHere, error ?? message(status === 413 ? "too-large" : "refused"));
  else if (mine.has(entry.step) && entry.kind !== "decide") announce(root.dataset.message);
}

function complain({ article, title, fields }, isHere, error) {
  const text = isHere ? error : message("elsewhere", { title: title ?? article, sentence: error });
  problem(text, fields.note ? message("taken-back", { text: fields.note }) : "");
}

function showAnswer(entry, root, done) {
  const known = root?.dataset.version !== undefined;
  const touched = known ? clustersIn(root) : [];
  const missed = known ? apply(root) : true;
  for (const { step } of done) clearPending(step);
  for (const one of waiting.values()) show(one);
  if (entry.kind !== "decide" && mine.has(entry.step) && touched.length) choose(touched[0]);
  if (missed || stale) refresh();
}

function clustersIn(root) {
  return [...root.querySelectorAll(".conflict")].map(({ dataset }) => dataset.annotation);
}

/** Show an answer; whether it shows that this page has missed something. */
function apply(root) {
  const version = Number(root.dataset.version);
  const known = Number(reader.dataset.setVersion);
  const whole = "whole" in root.dataset;
  if (version < known && !whole) return false;
  swapBlocks([...root.querySelectorAll(".block")]);
  const fresh = [...root.querySelectorAll(".conflict")];
  if (whole && fresh.some((item) => !document.getElementById(`t-${item.dataset.annotation}`))) {
    location.reload(); // other conflicts than this page knows: it was compared again
    return false;
  }
  for (const item of fresh) items.place(item);
  for (const part of root.querySelectorAll(":scope > #progress, :scope > #turn, :scope > #holder")) {
    replace(part);
  }
  showState(root.dataset);
  tell({ touched: [], gone: [], whole });
  if (panel.cluster()) {
    panel.refresh();
    mark();
  }
  return !whole && version > known + 1;
}

function replace(part) {
  const old = document.getElementById(part.id);
  const hadFocus = old.contains(document.activeElement);
  old.replaceWith(part);
  if (hadFocus) focus(part.querySelector("button:enabled") ?? document.getElementById("conflict-heading"));
}

function showState({ version, since, undo, redo }) {
  const { turn } = document.getElementById("turn").dataset;
  Object.assign(reader.dataset, { setVersion: version, since, turn });
  disable("#undo-form button", turn !== "held" || undo !== "1");
  disable("#redo-form button", turn !== "held" || redo !== "1");
}

function disable(selector, disabled) {
  const button = document.querySelector(selector);
  if (button.disabled === disabled) return;
  const hadFocus = button === document.activeElement;
  button.disabled = disabled;
  if (hadFocus && disabled) focus(document.getElementById("conflict-heading"));
}

/** Fetch how things are now, if they are others than on this page; whether they were. */
export async function refresh({ ifChanged = false } = {}) {
  stale = !ifChanged;
  const since = ifChanged ? `?since=${reader.dataset.since}` : "";
  const response = await fetch(reader.dataset.url + since, { headers: headers() }).catch(() => null);
  if (response?.status === 403 || response?.status === 404) location.reload();
  if (response?.status !== 200) return false;
  const root = parseAnswer(await response.text());
  if (!root?.dataset.whole || isOvertaken(root)) return false;
  stale = false;
  whenLetGo(() => {
    apply(root);
    for (const one of waiting.values()) show(one);
  });
  return true;
}

function isOvertaken(root) {
  return Number(root.dataset.version) < Number(reader.dataset.setVersion);
}
