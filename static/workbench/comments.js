/* Comments beside the article: fetched when they are asked for; what is written there is sent here. */

import "../reviews/comments/mentions.js";
import { chosenUid } from "./chosen.js";
import { askToSignIn } from "./dialogs.js";
import { register } from "./keys.js";
import { announce } from "./messages.js";
import { cardOf, quoteOf, reader } from "./reader.js";
import { headers } from "./requests.js";
import { selection } from "./selecting.js";

const panel = document.getElementById("discussion");
const place = document.getElementById("discussion-place");
const problem = document.getElementById("discussion-problem");
const drafts = new Map(); // address → what was being written there
let shown = null;
let came = null;

function address(uid) {
  const { threadsUrl, threadsSet } = reader.dataset;
  const asked = new URLSearchParams();
  if (threadsSet) asked.set("set", threadsSet);
  if (uid) asked.set("annotation", uid);
  else if (selection.fragments.length) asked.set("quote", quoteOf(selection.fragments));
  return asked.size ? `${threadsUrl}?${asked}` : threadsUrl;
}

async function open(uid) {
  const url = address(uid);
  if (panel.hidden) came = document.activeElement;
  panel.hidden = false;
  if (url !== shown || !keepDraft()) await load(url);
  (area() ?? document.getElementById("threads") ?? panel.querySelector("button")).focus();
}

function close() {
  const inside = panel.contains(document.activeElement);
  keepDraft();
  panel.hidden = true;
  const back = came?.isConnected && came !== document.body ? came : document.getElementById("text");
  if (inside) back.focus({ preventScroll: true });
}

function area() {
  return place.querySelector(".new-thread textarea");
}

/** Remembers what is being written; whether there is something. */
function keepDraft() {
  if (shown && area()?.value) drafts.set(shown, area().value);
  else drafts.delete(shown);
  return drafts.has(shown);
}

async function load(url) {
  keepDraft();
  if (!(await show(await ask(url)))) return;
  shown = url;
  if (area() && !area().value) area().value = drafts.get(url) ?? "";
}

async function send(form) {
  const body = new URLSearchParams(new FormData(form));
  const buttons = form.querySelectorAll("button");
  for (const button of buttons) button.disabled = true;
  const done = await show(await ask(form.action, { method: "POST", body }));
  for (const button of buttons) button.disabled = false;
  if (!done) return;
  if (form.matches(".new-thread")) drafts.delete(shown);
  const root = document.getElementById("threads");
  const wrong = root.querySelector("[aria-invalid=true]");
  (wrong ?? document.getElementById(root.dataset.fresh) ?? root).focus();
}

async function ask(url, options = {}) {
  const response = await fetch(url, { ...options, headers: headers() }).catch(() => null);
  const html = await response?.text().catch(() => null);
  return { status: response?.status ?? 0, page: new DOMParser().parseFromString(html ?? "", "text/html") };
}

/** Put what was answered in its place, or say why not; whether it was. */
function show({ status, page }) {
  const root = page.getElementById("threads");
  if (status === 401) askToSignIn();
  problem.textContent = root || status === 401 ? ""
    : page.querySelector("[data-error]")?.dataset.error ?? problem.dataset.offline;
  problem.hidden = !problem.textContent;
  if (!root) return false;
  place.replaceChildren(root);
  announce(root.querySelector(".said")?.textContent ?? "");
  mark(root);
  return true;
}

/** The number in the bar, and the cards that somebody has something to say about. */
function mark(root) {
  const count = document.querySelector("[data-talk-count]");
  count.textContent = root.dataset.open === "0" ? "" : root.dataset.open;
  for (const card of document.querySelectorAll("#cards > [data-mark]")) delete card.dataset.mark;
  for (const one of root.querySelectorAll("[data-discussed]")) {
    const card = cardOf(one.dataset.discussed);
    if (card) card.dataset.mark = one.dataset.mark;
  }
}

/** What the chosen card has for it, whether it can be changed or not. */
function dress() {
  document.querySelector("#cards .card-talk")?.remove();
  const uid = chosenUid();
  const card = cardOf(uid);
  if (!card) return;
  card.append(document.getElementById("card-talk").content.cloneNode(true));
  card.querySelector(".card-talk a").href = address(uid);
}

register("comments", ({ event }) => {
  open(event.type === "keydown" ? chosenUid() : null);
});
register("comment", ({ element }) => {
  open(element.closest(".card").dataset.annotation);
});
register("close-comments", close);
reader.addEventListener("workbench:chosen", dress);
panel.addEventListener("submit", (event) => {
  event.preventDefault();
  send(event.target);
});
panel.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-threads-link]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  load(link.href).then(() => document.getElementById("threads")?.focus());
});
panel.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing) return;
  event.stopPropagation();
  close();
});
