/* Reason, note, gap in the guidelines: with the next decision, or in a moment with the one that
 * stands. */

import { register } from "../../workbench/keys.js";
import { say } from "../../workbench/messages.js";
import { reader } from "../../workbench/reader.js";
import * as items from "./items.js";
import * as panel from "./panel.js";
import { mayChange } from "./sending.js";
import { flush, settleSoon } from "./settling.js";

const PAUSE = 700; // milliseconds after the last change until it is sent
const form = document.getElementById("decision");
const note = document.getElementById("remark");
const guideline = document.getElementById("guideline");
const heading = document.getElementById("conflict-heading");

function saidMore() {
  if (items.isOpen(panel.item()) || reader.dataset.turn !== "held") return;
  settleSoon(null, PAUSE);
}

register("reason", () => {
  if (!mayChange()) return;
  const radios = [...form.elements.reason];
  const next = radios[(radios.findIndex((one) => one.checked) + 1) % radios.length];
  next.checked = true;
  next.focus();
  say("reason", { reason: next.closest("label").textContent.trim() });
  saidMore();
});
register("guideline", () => {
  if (!mayChange()) return;
  guideline.checked = !guideline.checked;
  say(guideline.checked ? "guideline-on" : "guideline-off");
  saidMore();
});
register("remark", () => {
  if (mayChange()) note.focus();
});
register("let-go", () => {
  if (document.querySelector("[data-open]")) return false;
  flush();
  return heading.focus();
});

form.addEventListener("change", ({ target }) => {
  if (["reason", "note", "guideline", "section"].includes(target.name)) saidMore();
});
note.addEventListener("keydown", (event) => {
  if (event.key === "Escape") heading.focus();
});
