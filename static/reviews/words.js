/* Keys of the page of words, and how many places are chosen. Everything is a form without it. */

import { register, start } from "../workbench/keys.js";
import { announce } from "../workbench/messages.js";

const all = (selector) => [...document.querySelectorAll(selector)];
const one = (selector) => document.querySelector(selector);
const boxes = () => all("#words .place > input");
const ticked = () => boxes().filter((box) => box.checked);
const here = () => document.activeElement?.closest(".place")?.querySelector("input");
let last = ""; // the place that keys were at
let label = ""; // chosen last

register("next-place", () => step(1));
register("previous-place", () => step(-1));
register("tick", tick);
register("tick-all", tickAll);
register("search", () => one("#id_words").select());
register("label", ({ element }) => chooseLabel(element));
for (const action of ["accept", "relabel", "reject", "mark"]) {
  register(action, () => decide(action));
}
register("undo", () => press("#done form button") || press(".batches form button"));
register("help", () => one("#help").showModal());
start();

document.addEventListener("change", ({ target }) => {
  if (target.name === "place") count();
  if (target.id === "label") label = target.value;
});
document.addEventListener("focusin", ({ target }) => {
  if (target.name === "place") last = target.value;
});
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target.id !== "words") return;
  count();
  if (detail.requestConfig.verb !== "post") return;
  // After a decision: what came of it, from where keys go on with the places.
  one("#done, #words [role='alert']")?.focus();
  if (one("#label")) one("#label").value = label;
});
count();

function step(by) {
  const found = boxes();
  const at = found.indexOf(here() ?? found.find((box) => box.value === last));
  const next = found[at < 0 ? (by > 0 ? 0 : found.length - 1) : at + by];
  next?.focus({ preventScroll: true });
  next?.closest(".place").scrollIntoView({ block: "nearest" });
}

function tick() {
  const box = here();
  if (!box) return false;
  box.click();
  announce(one("#words").dataset[box.checked ? "chosenOne" : "chosenNone"]);
  return true;
}

function tickAll() {
  const wanted = ticked().length < boxes().length;
  for (const box of boxes()) box.checked = wanted;
  count();
  announce(one("#which")?.options[0].textContent ?? "");
}

/** About the chosen places; with none chosen, about the one that keys are at. */
function decide(action) {
  const box = here();
  if (box && !ticked().length && one("#which").value === "chosen") box.click();
  return press(`#deciding [name="action"][value="${action}"]`);
}

function chooseLabel(option) {
  option.selected = true;
  label = option.value;
  announce(option.textContent.trim());
}

function press(selector) {
  const button = one(selector);
  if (!button || button.disabled) return false;
  button.click();
  return true;
}

function count() {
  const option = one("#which")?.options[0];
  if (!option) return;
  option.dataset.none ??= option.textContent;
  const number = ticked().length;
  option.textContent = number ? option.dataset.ticked.replace("{n}", number) : option.dataset.none;
}
