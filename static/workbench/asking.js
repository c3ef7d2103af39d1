/* Asks before links go along with a label; where nobody answers, all stays as it is. */

import { register } from "./keys.js";
import { labelById } from "./links.js";
import { announce, message } from "./messages.js";
import { hide, isOpen, show } from "./popovers.js";

const MOST = 3; // links that are named

const question = document.getElementById("link-question");
let answer = null;

/** “Removes 2 links: said by Gallant, … Relabel, Keep”, below the card. */
export function askToDrop(uid, label, lost, go) {
  answer = go;
  const named = lost.slice(0, MOST).map(({ typeName, name }) => `${typeName} ${name}`);
  const links = [...named, ...(lost.length > MOST ? ["…"] : [])].join(", ");
  const values = { count: lost.length, label: labelById(label).name, links };
  const sentence = message("links-lost", values);
  document.getElementById("link-question-text").textContent = sentence;
  show(question, uid, "below");
  question.querySelector("[data-command=drop-links]").focus({ preventScroll: true });
  announce(sentence);
}

function settle(act) {
  answer = null;
  hide(question);
  act?.();
}

register("drop-links", () => settle(answer));
register("keep-links", () => settle());
question?.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  event.preventDefault();
  event.stopPropagation();
  settle();
});
addEventListener("pointerdown", ({ target }) => {
  if (isOpen(question) && !question.contains(target)) settle();
});
