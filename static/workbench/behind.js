/* What an answer means for the changes that wait behind it: pure, entries in and entries out. */

const MENDABLE = new Set([400, 413, 422]); // what was sent is wrong, not what it builds on
const REWINDS = new Set(["undo", "redo"]);

/** After an undo the versions that later entries were based on are known at last: those changed. */
export function caughtUp({ kind }, later, versionOf) {
  if (!REWINDS.has(kind)) return [];
  const steps = new Map();
  const changed = [];
  for (const entry of later) {
    const version = versionOf(entry.uid);
    if (version === undefined || !("version" in entry.fields)) continue;
    const own = steps.get(entry.uid) ?? 0;
    entry.fields.version = String(version + own);
    changed.push(entry);
    if (entry.kind === "change") steps.set(entry.uid, own + 1);
  }
  return changed;
}

/** Behind a refused entry: {dropped} can't stand without it, {changed} can once it is mended. */
export function takenBack(entry, status, later) {
  const alone = entry.kind === "occurrences" || (entry.kind === "change" && MENDABLE.has(status));
  const gone = [entry];
  const [dropped, changed] = [[], []];
  const done = entry.kind === "undo" ? [] : [false]; // of each change that can be undone: stands it?
  let undone = entry.kind === "undo" ? [false] : [];
  for (const one of later) {
    if (REWINDS.has(one.kind)) {
      const [from, to] = one.kind === "undo" ? [done, undone] : [undone, done];
      const stands = from.pop() ?? true;
      to.push(stands);
      if (!stands) dropped.push(one);
    } else {
      const stands = REWINDS.has(entry.kind) || alone || !gone.some((it) => buildsOn(one, it));
      done.push(stands);
      undone = []; // a change ends what could be redone
      if (!stands) {
        dropped.push(one);
        gone.push(one);
      } else if (entry.kind === "change" && one.uid === entry.uid && "version" in one.fields) {
        one.fields.version = String(Number(one.fields.version) - 1);
        changed.push(one);
      }
    }
  }
  return { dropped, changed };
}

/** The same annotation or relation, or a relation with an end that was never made. */
function buildsOn(later, { kind, uid }) {
  return later.uid === uid || (later.kind === "link" && kind === "create" && later.ends.includes(uid));
}
