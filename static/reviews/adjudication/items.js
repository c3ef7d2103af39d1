/* The list of conflicts: each keeps in its data what is known about it. */

import { cardOf } from "../../workbench/reader.js";

const lists = Object.fromEntries(
  [...document.querySelectorAll("[data-conflicts]")].map((list) => [list.dataset.conflicts, list]));

/** Everything that is shown, in the order in which it stands there. */
export function shown() {
  return [...document.querySelectorAll("#conflicts .conflict:not([hidden])")]
    .filter((item) => !item.closest("details:not([open])"));
}

/** What is open, in reading order; of the kind that is shown, unless `all`. */
export function open({ all = false } = {}) {
  return [...lists.open.querySelectorAll(all ? ".conflict" : ".conflict:not([hidden])")];
}

export function isOpen(item) {
  return item.dataset.settled === "";
}

/** {take, fields, nothing, both}: what was decided, or what is preselected. */
export function choiceOf(item) {
  return { fields: {}, ...JSON.parse(item.dataset.choice) };
}

/** Bring an item from an answer to its place; whoever was at the old one stays. */
export function place(fresh) {
  const old = cardOf(fresh.dataset.annotation);
  const hadFocus = old?.contains(document.activeElement);
  if (old) fresh.hidden = old.hidden;
  old?.remove();
  put(fresh);
  if (hadFocus) fresh.querySelector("a").focus({ preventScroll: true });
  return fresh;
}

/** Show as settled what waits for the server. */
export function settle(item, choice, outcome) {
  Object.assign(item.dataset, { choice: JSON.stringify(choice), outcome, pending: "" });
  item.dataset.settled ||= "decided";
  item.querySelector(".outcome").textContent = outcome;
  const hadFocus = item.contains(document.activeElement);
  put(item);
  if (hadFocus) item.querySelector("a").focus({ preventScroll: true });
}

function put(item) {
  const list = listOf(item.dataset);
  if (item.parentElement === list) return;
  const after = [...list.children].find((other) => isAfter(other, item));
  list.insertBefore(item, after ?? null);
  lists.unanimous.closest("details").hidden = !lists.unanimous.children.length;
}

function listOf({ settled, kinds }) {
  if (settled === "") return lists.open;
  return kinds === "unanimous" ? lists.unanimous : lists.settled;
}

/** Whether one stands after the other in the text. */
export function isAfter(one, other) {
  const difference = one.dataset.start - other.dataset.start || one.dataset.end - other.dataset.end;
  return difference > 0 || (difference === 0 && one.id > other.id);
}

/** Show only conflicts of a kind, or all of them. */
export function filter(kind) {
  for (const item of document.querySelectorAll("#conflicts .conflict")) {
    item.hidden = Boolean(kind) && !item.dataset.kinds.split(" ").includes(kind);
  }
  for (const link of document.querySelectorAll("[data-command=filter]")) {
    link.toggleAttribute("aria-current", link.dataset.kind === kind);
    if (link.dataset.kind === kind) link.setAttribute("aria-current", "true");
  }
}
