/* The outbox: every change waits in local storage, one key per entry, until the server has answered.
 *
 * An entry is {key, step, article, title, url, kind, uid, fields, show}. The entries of an article
 * are sent strictly in order, by one tab at a time where the browser has locks; without them a step
 * may be sent twice, which the server answers as once. Events (see `on`):
 *   added {entry, elsewhere}, settled {entry, status, root, error, dropped, elsewhere},
 *   count {count, failing}, signed-out, signed-in, not-kept
 */

const PREFIX = "annotator:outbox";
const TIME_OUT = 20_000;
const LONGEST_PAUSE = 30_000;
const TRIES_OF_A_STRANGER = 5; // answers that some proxy gave in the application's place
const TOO_LARGE = new Set([413, 414, 431]);
const PASSING = new Set([408, 425, 429]);
const MENDABLE = new Set([400, 413, 422]); // what was sent is wrong, not what it builds on

const events = new EventTarget();
const memory = new Map(); // what local storage would not take
const running = new Map(); // article → promise of the sending that is under way
const here = { user: "", article: "" };
let channel = null;
let timer = 0;
let tries = 0;
let notBefore = 0;
let signedOut = false;

export function on(name, listener) {
  events.addEventListener(name, ({ detail }) => listener(detail));
}

/** Begin for this person and article: what an earlier session left is sent before anything else. */
export async function open(user, article) {
  Object.assign(here, { user, article });
  if ("BroadcastChannel" in window) {
    channel = new BroadcastChannel(`${PREFIX}:${user}`);
    channel.onmessage = ({ data }) => hear(data);
  }
  window.addEventListener("online", retry);
  window.addEventListener("beforeunload", (event) => {
    if (memory.size) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) retry();
  });
  if (keys(article).length) count();
  await send(article);
  sendOthers();
}

/** Keep a change and send it as soon as its turn comes. */
export function add(change) {
  const entry = { ...change, article: here.article, title: document.title };
  entry.key = nextKey(entry.step);
  write(entry);
  emit("added", { entry });
  channel?.postMessage({ kind: "added", entry });
  count();
  send(here.article);
  return entry;
}

/** What waits for this article, oldest first. */
export function pending() {
  return keys(here.article).map(read).filter(Boolean);
}

/** Send everything of this article now; whether all of it has been answered. */
export async function flush() {
  clearTimeout(timer);
  await send(here.article);
  return keys(here.article).length === 0;
}

/** Try at once, because somebody asked or the network is back. */
export function retry() {
  clearTimeout(timer);
  notBefore = 0;
  sendOthers();
}

/** Somebody has signed in: go on. */
export function resume() {
  channel?.postMessage({ kind: "signed-in" });
  signedIn();
  retry();
}

/** POST one form: {kind: "saved" | "refused" | "again" | "signed-out", status, root, error, after}. */
export async function post(url, fields, mayRepeat = true) {
  let response, root;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: headers(),
      body: new URLSearchParams(fields),
      redirect: "error",
      signal: AbortSignal.timeout(TIME_OUT),
    });
    root = parse(await response.text());
  } catch {
    return { kind: "again", status: 0 };
  }
  if (response.headers.has("X-Csrf-Failed") && mayRepeat) {
    await fetch(location.href).catch(() => null); // the page sets a fresh cookie
    return post(url, fields, false);
  }
  return judge(response, root);
}

/** Headers of every request of a script: whose page this is, and that it wants fragments. */
export function headers() {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
  return { "HX-Request": "true", "X-CSRFToken": token, "X-User": here.user };
}

export function parse(html) {
  return new DOMParser().parseFromString(html, "text/html").getElementById("changes");
}

function judge(response, root) {
  const { status } = response;
  const error = root?.dataset.error;
  const answer = { status, root, error };
  if (response.ok && root?.dataset.version) return { ...answer, kind: "saved" };
  if (status === 401) return { ...answer, kind: "signed-out" };
  if (TOO_LARGE.has(status)) return { ...answer, kind: "refused" };
  if (status >= 400 && status < 500 && !PASSING.has(status) && error) {
    return { ...answer, kind: "refused" };
  }
  const after = 1000 * (Number(response.headers.get("Retry-After")) || 0);
  return { ...answer, kind: "again", after: Math.min(after, LONGEST_PAUSE) };
}

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

async function sendOthers() {
  const articles = new Set(keys().map((key) => key.split(":")[3]));
  articles.delete(here.article);
  for (const article of [here.article, ...articles]) await send(article);
}

function drain(article) {
  const work = () => sendInOrder(article);
  if (!keys(article).length || Date.now() < notBefore) return Promise.resolve();
  if (!navigator.locks) return work();
  return navigator.locks.request(`${PREFIX}:${here.user}:${article}`, work);
}

async function sendInOrder(article) {
  for (let key = keys(article)[0]; key; key = keys(article)[0]) {
    const entry = read(key);
    if (!entry) continue;
    const answer = await post(entry.url, entry.fields);
    if (answer.kind === "signed-out") return stop();
    if (answer.kind === "again" && !strange(entry, answer)) return pause(answer.after);
    signedIn();
    tries = 0;
    clearTimeout(timer);
    timer = 0;
    settle(entry, answer);
  }
}

/** Whether something in between has answered in the application's place too often to go on. */
function strange(entry, { status }) {
  if (status < 400 || status >= 500 || PASSING.has(status)) return false;
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

function waiting() {
  return signedOut || timer !== 0;
}

function settle(entry, { kind, status, root, error }) {
  const dropped = kind === "saved" ? catchUp(entry, root) : takeBack(entry, status);
  for (const one of [entry, ...dropped]) remove(one.key);
  const news = { entry, saved: kind === "saved", status, error, dropped };
  emit("settled", { ...news, root });
  channel?.postMessage({ kind: "settled", ...news, html: root?.outerHTML ?? "" });
  count();
}

function hear({ kind, html, ...news }) {
  if (kind === "signed-in") {
    signedIn();
    return retry();
  }
  if (news.entry.article === here.article) {
    emit(kind, { ...news, root: html ? parse(html) : null, elsewhere: true });
  }
  count();
}

/** After an undo the versions that later entries were based on are known at last. */
function catchUp({ kind, key, article }, root) {
  if (kind !== "undo" && kind !== "redo") return [];
  const steps = new Map();
  for (const later of behind(key, article)) {
    const card = root.querySelector(`#card-${CSS.escape(later.uid)}`);
    if (!card || !("version" in later.fields)) continue;
    const own = steps.get(later.uid) ?? 0;
    later.fields.version = String(Number(card.dataset.version) + own);
    write(later);
    if (later.kind === "change") steps.set(later.uid, own + 1);
  }
  return [];
}

/** What waits behind a refused entry: mended where it can stand alone, dropped where it can't. */
function takeBack(entry, status) {
  const alone = entry.kind === "occurrences" || (entry.kind === "change" && MENDABLE.has(status));
  const isUndo = entry.kind === "undo" || entry.kind === "redo";
  const dropped = [];
  const done = entry.kind === "undo" ? [] : [false]; // of each change that can be undone: stands it?
  const undone = entry.kind === "undo" ? [false] : [];
  for (const later of behind(entry.key, entry.article)) {
    if (later.kind === "undo" || later.kind === "redo") {
      const [from, to] = later.kind === "undo" ? [done, undone] : [undone, done];
      const stands = from.pop() ?? true;
      to.push(stands);
      if (!stands) dropped.push(later);
    } else {
      const stands = isUndo || alone || later.uid !== entry.uid;
      done.push(stands);
      if (!stands) dropped.push(later);
      else if (entry.kind === "change" && later.uid === entry.uid) lower(later);
    }
  }
  return dropped;
}

function lower(entry) {
  entry.fields.version = String(Number(entry.fields.version) - 1);
  write(entry);
}

function behind(key, article) {
  return keys(article).filter((later) => later > key).map(read).filter(Boolean);
}

function emit(name, detail = {}) {
  events.dispatchEvent(new CustomEvent(name, { detail }));
}

function count() {
  emit("count", { count: keys().length, failing: waiting(), signedOut });
}

/* Storage. */

function store() {
  try {
    return window.localStorage;
  } catch {
    return null; // switched off by the person
  }
}

function keys(article) {
  const prefix = [PREFIX, here.user, ...(article ? [article] : []), ""].join(":");
  const found = [...Object.keys(store() ?? {}), ...memory.keys()];
  return found.filter((key) => key.startsWith(prefix)).sort();
}

function read(key) {
  try {
    return memory.get(key) ?? JSON.parse(store().getItem(key));
  } catch {
    remove(key); // not ours, or cut off: nothing can be made of it
    return null;
  }
}

function write(entry) {
  try {
    store().setItem(entry.key, JSON.stringify(entry));
    memory.delete(entry.key);
  } catch {
    if (!memory.size) emit("not-kept");
    memory.set(entry.key, entry);
  }
}

function remove(key) {
  memory.delete(key);
  store()?.removeItem(key);
}

/** Later than every key there is, even where the clock was set back. */
function nextKey(step) {
  const last = keys(here.article).at(-1)?.split(":")[4] ?? "0-0";
  const [time, n] = last.split("-").map(Number);
  const now = Math.max(Date.now(), time);
  const place = `${now}-${String(now === time ? n + 1 : 0).padStart(5, "0")}`;
  return [PREFIX, here.user, here.article, place, step].join(":");
}
