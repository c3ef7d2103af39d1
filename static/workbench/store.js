/* Where entries wait: one key of local storage each, or memory where storage is full or off. */

const PREFIX = "annotator:outbox";
const memory = new Map();

function store() {
  try {
    return window.localStorage;
  } catch {
    return null; // switched off by the person
  }
}

/** The keys of a person's entries, of one article or of all, in the order they were made. */
export function keysOf(user, article) {
  const prefix = [PREFIX, user, ...(article ? [article] : []), ""].join(":");
  const found = [...Object.keys(store() ?? {}), ...memory.keys()];
  return found.filter((key) => key.startsWith(prefix)).sort();
}

/** Calls back when another tab has put an entry there or taken one away, and this one can see it. */
export function watch(callback) {
  window.addEventListener("storage", ({ key }) => {
    if (key === null || key.startsWith(PREFIX)) callback();
  });
}

export function articleOf(key) {
  return key.split(":")[3];
}

/** A key later than every other of the article, even where the clock was set back. */
export function nextKey(user, article, step) {
  const last = keysOf(user, article).at(-1)?.split(":")[4] ?? "0-0";
  const [time, n] = last.split("-").map(Number);
  const now = Math.max(Date.now(), time);
  const place = `${now}-${String(now === time ? n + 1 : 0).padStart(5, "0")}`;
  return [PREFIX, user, article, place, step].join(":");
}

export function read(key) {
  const entry = memory.get(key) ?? parsed(store()?.getItem(key));
  if (!entry?.url) remove(key); // not ours, or cut off: nothing can be made of it
  return entry?.url ? entry : null;
}

function parsed(json) {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** Whether the entry will outlive the page. */
export function write(entry) {
  try {
    store().setItem(entry.key, JSON.stringify(entry));
    memory.delete(entry.key);
    return true;
  } catch {
    memory.set(entry.key, entry);
    return false;
  }
}

export function remove(key) {
  memory.delete(key);
  store()?.removeItem(key);
}

/** Whether anything would be lost with the page. */
export function isHoldingInMemory() {
  return memory.size > 0;
}
