/* Requests of scripts: one form is posted, and its answer judged. */

import { reader } from "./reader.js";

const TIME_OUT = 20_000;
const LONGEST_PAUSE = 30_000;
const TOO_LARGE = new Set([413, 414, 431]);
const PASSING = new Set([408, 425, 429]);

/** POST one form: {kind: "saved" | "refused" | "again" | "signed-out", status, root, error, after}. */
export async function post(url, fields, mayRepeat = true) {
  let response, root;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: headers(),
      body: encoded(fields),
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

/** As a form would send it: a list of values is its name repeated. */
function encoded(fields) {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, one]));
  return new URLSearchParams(pairs);
}

/** Headers of every request of a script: whose page this is, and that it wants fragments. */
export function headers() {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
  return { "HX-Request": "true", "X-CSRFToken": token, "X-User": reader.dataset.user };
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

/** Whether something in between may have answered in the application's place. */
export function isStrange({ status, error }) {
  return status >= 400 && status < 500 && !PASSING.has(status) && !error;
}
