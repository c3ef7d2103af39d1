/* The outbox: every change waits in local storage until the server has answered it.
 *
 * An entry is {key, step, article, title, url, kind, uid, fields}, and what it takes to show it while
 * it waits (`ends`, `drops`, `shown`, see pending.js). `article` is "41" for one's own set of it and
 * "gold-41" for the gold set: each has an order of its own. The entries of one are sent
 * strictly in order, by one tab at a time where the browser has locks; without them a step may be
 * sent twice, which the server answers as once. Events (see `on`):
 *   added {entry, elsewhere}, settled {entry, saved, status, root, error, dropped, elsewhere},
 *   count {count, failing, signedOut, savedAt}, signed-out, signed-in, not-kept, and what `tell` tells.
 */

import { caughtUp, takenBack } from "./behind.js";
import { isStrange, parse, post } from "./requests.js";
import * as store from "./store.js";

const LONGEST_PAUSE = 30_000;
const TRIES_OF_A_STRANGER = 5; // answers that some proxy gave in the application's place

const events = new EventTarget();
const running = new Map(); // article → promise of the sending that is under way
const here = { user: "", article: "" };
let channel = null;
let timer = 0;
let tries = 0;
let notBefore = 0;
let signedOut = false;
let savedAt = null;

export function on(name, listener) {
  events.addEventListener(name, ({ detail }) => listener(detail));
}

/** Begin for this person and article: what an earlier session left is sent before anything else. */
export function open(user, article) {
  Object.assign(here, { user, article });
  if ("BroadcastChannel" in window) {
    channel = new BroadcastChannel(`annotator:${user}`);
    channel.onmessage = ({ data }) => hear(data);
  }
  store.watch(count); // word from another tab may come before what it speaks of
  window.addEventListener("online", retry);
  window.addEventListener("beforeunload", (event) => {
    if (store.isHoldingInMemory()) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) retry();
  });
  if (keys(article).length) count();
  sendAll();
}

/** Keep a change and send it as soon as its turn comes. */
export function add(change) {
  const entry = { ...change, article: here.article, title: document.title };
  entry.key = store.nextKey(here.user, here.article, entry.step);
  write(entry);
  emit("added", { entry });
  channel?.postMessage({ kind: "added", entry });
  count();
  if (!signedOut) send(here.article);
  return entry;
}

/** What waits for this article, oldest first. */
export function pending() {
  return keys(here.article).map(store.read).filter(Boolean);
}

/** Send everything of this article now; whether all of it has been answered. */
export async function flush() {
  calm();
  do await send(here.article);
  while (keys(here.article).length && !waiting());
  return keys(here.article).length === 0;
}

/** Try at once, because somebody asked or the network is back. */
export function retry() {
  calm();
  sendAll();
}

/** Tell the other tabs of this article something. */
export function tell(kind) {
  channel?.postMessage({ kind, entry: { article: here.article } });
}

/** Somebody has signed in: go on. */
export function resume() {
  channel?.postMessage({ kind: "signed-in" });
  signedIn();
  retry();
}

/* Sending. */

function send(article) {
  if (!running.has(article)) {
    const sending = drain(article).finally(() => {
      running.delete(article);
      if (!waiting() && keys(article).length) send(article);
    });
    running.set(article, sending);
  }
  return running.get(article);
}

/** This article first, then what was left behind on others. */
async function sendAll() {
  await send(here.article);
  for (const article of new Set(keys().map(store.articleOf))) {
    if (!waiting()) await send(article);
  }
}

function drain(article) {
  const work = () => sendInOrder(article);
  if (!keys(article).length || Date.now() < notBefore) return Promise.resolve();
  if (!navigator.locks) return work();
  return navigator.locks.request(`annotator:outbox:${here.user}:${article}`, work);
}

async function sendInOrder(article) {
  for (let key = keys(article)[0]; key; key = keys(article)[0]) {
    const entry = store.read(key);
    if (!entry) continue;
    const answer = await post(entry.url, entry.fields);
    if (answer.kind === "signed-out") return stop();
    if (answer.kind === "again" && !strange(entry, answer)) return pause(answer.after);
    signedIn();
    tries = 0;
    calm();
    settle(entry, answer);
  }
}

/** Whether something in between has answered in the application's place too often to go on. */
function strange(entry, answer) {
  if (!isStrange(answer)) return false;
  entry.strangers = (entry.strangers ?? 0) + 1;
  write(entry);
  return entry.strangers >= TRIES_OF_A_STRANGER;
}

function stop() {
  signedOut = true;
  emit("signed-out");
  count();
}

function signedIn() {
  if (signedOut) emit("signed-in");
  signedOut = false;
}

function pause(after = 0) {
  const wait = Math.min(1000 * 2 ** tries, LONGEST_PAUSE);
  tries += 1;
  notBefore = after ? Date.now() + after : 0;
  clearTimeout(timer);
  timer = setTimeout(retry, Math.max(after, wait * (0.8 + 0.4 * Math.random())));
  count();
}

function calm() {
  clearTimeout(timer);
  timer = 0;
  notBefore = 0;
}

function waiting() {
  return signedOut || timer !== 0;
}

function settle(entry, answer) {
  const { kind, status, root, error } = answer;
  const dropped = lookBehind(entry, answer);
  for (const one of [entry, ...dropped]) store.remove(one.key);
  const news = { entry, saved: kind === "saved", status, error, dropped };
  if (news.saved) savedAt = new Date();
  channel?.postMessage({ kind: "settled", ...news, html: root?.outerHTML ?? "" });
  emit("settled", { ...news, root }); // which moves what is in it to the page
  count();
}

function hear({ kind, html, ...news }) {
  if (kind === "signed-in") {
    signedIn();
    return retry();
  }
  if (news.saved) savedAt = new Date();
  if (news.entry.article === here.article) {
    emit(kind, { ...news, root: html ? parse(html) : null, elsewhere: true });
  }
  count();
}

/** What of the later entries is dropped along. */
function lookBehind(entry, { kind, status, root }) {
  const later = behind(entry.key, entry.article);
  if (kind === "saved") {
    caughtUp(entry, later, (uid) => versionIn(root, uid)).forEach(write);
    return [];
  }
  const { dropped, changed } = takenBack(entry, status, later);
  changed.forEach(write);
  return dropped;
}

function versionIn(root, uid) {
  const card = uid && root.querySelector(`#card-${CSS.escape(uid)}`);
  return card ? Number(card.dataset.version) : undefined;
}

function behind(key, article) {
  return keys(article).filter((later) => later > key).map(store.read).filter(Boolean);
}

function emit(name, detail = {}) {
  events.dispatchEvent(new CustomEvent(name, { detail }));
}

function count() {
  emit("count", { count: keys().length, failing: waiting(), signedOut, savedAt });
}

function keys(article) {
  return store.keysOf(here.user, article);
}

function write(entry) {
  const wasHolding = store.isHoldingInMemory();
  if (!store.write(entry) && !wasHolding) emit("not-kept");
}
