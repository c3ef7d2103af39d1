/* Who a speaker is: an entry of the project's register, picked from what the server suggests. */

import { pointTo } from "./changes.js";
import { fill, formOf, leave, openCard } from "./fields.js";
import { register } from "./keys.js";
import { labelOf, nameOf, quoteOn } from "./links.js";
import { message, say } from "./messages.js";
import * as picker from "./picker.js";
import { cardOf, isClosed, reader } from "./reader.js";
import { headers } from "./requests.js";

const PAUSE = 120; // milliseconds of rest after which what was typed is looked up

// Who is asked about: {uid, list, picked: whether Enter came before the suggestions}.
let asked = null;
let timer = 0;
let turn = 0;

function open(uid) {
  asked = { uid, picked: false };
  asked.list = picker.open({
    uid,
    heading: message("who-heading", { quote: quoteOf(uid) }),
    pick,
    type: (typed) => lookUpSoon(typed),
    none: () => (asked.picked = true),
  });
  lookUp("");
}

function lookUpSoon(typed) {
  clearTimeout(timer);
  turn += 1; // what is under way is out of date
  timer = setTimeout(lookUp, PAUSE, typed);
}

async function lookUp(typed) {
  const [now, { uid, list }] = [++turn, asked];
  if (!picker.isOpenFor(list)) return;
  const found = await suggestions(uid, typed);
  if (now !== turn || !picker.isOpenFor(list)) return;
  if (!found) return fail(typed);
  picker.fill(found);
  if (asked.picked && found.length) pick(found[0]);
}

async function suggestions(uid, typed) {
  const isFresh = cardOf(uid)?.dataset.version === "0"; // the server does not know it yet
  const q = typed || (isFresh ? quoteOf(uid) : "");
  const url = `${reader.dataset.changesUrl}${uid}/speakers/?${new URLSearchParams({ q })}`;
  const response = await fetch(url, { headers: headers() }).catch(() => null);
  if (!response?.ok) return null;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const options = page.querySelectorAll("#speaker-suggestions [role=option]");
  return [...options].map((option) => document.adoptNode(option));
}

/** Without the server a new entry can still be asked for: it waits like every change. */
function fail(typed) {
  const option = document.getElementById("link-option-new").content.firstElementChild.cloneNode(true);
  const name = typed || quoteOf(asked.uid);
  Object.assign(option.dataset, { speaker: "", name });
  option.append(message("who-new", { name }));
  picker.fill([option], { start: null, more: message("who-failed") });
  say("who-failed");
}

function pick(option) {
  const { uid } = asked;
  const { speaker = "" } = option.dataset;
  const name = option.dataset.name ?? (option.querySelector("bdi") ?? option).textContent.trim();
  picker.close();
  const done = pointTo(uid, { id: speaker, name: name || picker.typed() || quoteOf(uid) });
  if (done) say("who-named", { quote: quoteOf(uid), name: nameOf(uid) });
}

function quoteOf(uid) {
  return quoteOn(cardOf(uid));
}

function dress() {
  const card = openCard();
  if (!card) return;
  const isSpeaker = labelOf(card.dataset.annotation).meaning === "speaker";
  const form = formOf(card, "[data-speaker-form]", isSpeaker ? "speaker-form" : "");
  if (form) fill(form, { "speaker-name": [nameOf(card.dataset.annotation)] });
}

/** What was written into the card's own field. */
function written(form) {
  const name = form?.elements["speaker-name"].value.trim();
  return name && name !== nameOf(reader.dataset.chosen) ? name : "";
}

register("name-speaker", ({ element, event }) => {
  const uid = reader.dataset.chosen;
  const name = event.type === "click" && written(element?.form);
  if (uid && name) return pointTo(uid, { name }) && leave();
  if (!uid) return say("who-none-chosen");
  if (isClosed()) return false;
  if (labelOf(uid).meaning !== "speaker") return say("who-no-speaker", { label: labelOf(uid).name });
  return open(uid);
});
reader.addEventListener("workbench:chosen", dress);
reader.addEventListener("workbench:applied", dress);
