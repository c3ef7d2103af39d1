/* What waits for the server: shown as pending at once, then as it was answered. */

import { apply, removeCard, tell, whenLetGo } from "./apply.js";
import { askToSignIn, problem, showSaving, signedIn } from "./dialogs.js";
import { announce, message } from "./messages.js";
import * as outbox from "./outbox.js";
import { clearPending } from "./paint.js";
import { endsOf, show } from "./pending.js";
import { cardOf, reader } from "./reader.js";
import { headers, parse } from "./requests.js";

const SAID = /^(attribute-|confirm$|value-|speaker)/;
const BUMPS = new Set(["create", "change"]); // kinds that raise the version of their annotation
const waiting = new Map(); // key → entry that is not answered yet, as far as this tab knows
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
  document.addEventListener("visibilitychange", catchUp);
  outbox.open(reader.dataset.user, reader.dataset.outbox);
  for (const entry of outbox.pending()) added({ entry });
}

/** Keep a change that this tab has made, and send it as soon as its turn comes. */
export function add(entry) {
  mine.add(entry.step);
  return outbox.add(entry);
}

export function isWaiting() {
  return waiting.size > 0;
}

/** The version that an annotation will have once everything that waits has been saved. */
export function predicted(uid) {
  const bumps = [...waiting.values()].filter((one) => one.uid === uid && BUMPS.has(one.kind));
  return Number(cardOf(uid)?.dataset.version ?? 0) + bumps.length;
}

/** Fetch the whole state, because this page has missed a change. */
export async function refresh() {
  stale = true;
  const known = Number(reader.dataset.setVersion);
  const response = await fetch(reader.dataset.stateUrl, { headers: headers() }).catch(() => null);
  if (!response?.ok) return;
  const root = parse(await response.text());
  if (root?.dataset.whole) whenLetGo(() => showAll(root, known));
}

function added({ entry }) {
  waiting.set(entry.key, entry);
  show(entry);
  tell({ touched: endsOf(entry), gone: [], whole: false });
}

function settled({ entry, saved, status, root, error, dropped }) {
  const done = [entry, ...dropped];
  for (const { key } of done) waiting.delete(key);
  const isHere = entry.article === reader.dataset.outbox;
  if (isHere) whenLetGo(() => (entry.desk ? refresh() : showAnswer(root, done)));
  if (!saved) complain(entry, dropped, isHere, error ?? message(status === 413 ? "too-large" : "refused"));
  else if (mine.has(entry.step) && !wasSaid(entry)) announce(root.dataset.message);
}

/** Whether it was said aloud in words of its own when it was done: who listens is not told twice. */
function wasSaid({ kind, fields }) {
  return kind === "link" || kind === "unlink" || Object.keys(fields).some((name) => SAID.test(name));
}

function showAnswer(root, done) {
  const known = root?.dataset.version !== undefined;
  for (const { kind, uid } of done) {
    if (!known && kind === "create" && cardOf(uid)?.dataset.version === "0") removeCard(uid);
  }
  const painted = paintedOver(root);
  const missed = known ? apply(root) : true;
  for (const { step } of done) clearPending(step);
  showWaiting(painted);
  if (missed || stale) refresh();
}

/** Of an answer before it is applied: which annotations' cards it brings; a whole one, everybody's. */
function paintedOver(root) {
  const cards = [...(root?.querySelectorAll(".card") ?? [])];
  const brought = new Set(cards.map(({ dataset }) => dataset.annotation));
  return root?.dataset.whole ? () => true : (uid) => brought.has(uid);
}

/** Show again what an answer has painted over and is still waiting. */
function showWaiting(painted) {
  const again = [...waiting.values()].filter((entry) => endsOf(entry).some(painted));
  for (const entry of again) show(entry);
  if (again.length) tell({ touched: again.flatMap(endsOf), gone: [], whole: false });
}

function complain({ article, title, fields }, dropped, isHere, error) {
  const more = dropped.length ? ` ${message("dropped", { count: dropped.length })}` : "";
  const lost = fields.note || fields.quote || fields["speaker-name"];
  const text = isHere ? error : message("elsewhere", { title: title ?? article, sentence: error });
  problem(text + more, lost ? message("taken-back", { text: lost }) : "");
}

function showAll(root, known) {
  const version = Number(root.dataset.version);
  if (version < known) reader.dataset.setVersion = version; // the server was put back to a backup
  if (version < Number(reader.dataset.setVersion)) return refresh(); // it was overtaken
  stale = false;
  const painted = paintedOver(root);
  apply(root);
  showWaiting(painted);
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
