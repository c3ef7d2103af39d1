/* Decisions about the chosen conflict: whole versions, fields by themselves, and on to the next. */

import { register } from "../../workbench/keys.js";
import { say } from "../../workbench/messages.js";
import { picking } from "./borders.js";
import { choose, nextOpen } from "./chosen.js";
import { current, same, tidy } from "./choices.js";
import { finish } from "./finishing.js";
import * as items from "./items.js";
import * as panel from "./panel.js";
import { rewind } from "./sending.js";
import { flush, settle } from "./settling.js";

function detail() {
  return document.querySelector("#versions .detail")?.dataset ?? {};
}

register("take", ({ element, event }) => {
  const choice = { take: Number(element.value) };
  const again = !items.isOpen(panel.item()) && same(tidy(choice), tidy(current()));
  if (again && event.type === "click" && event.detail === 0) accept(); // Enter on its button
  else settle(choice);
});
register("majority", () => {
  const { majority } = detail();
  if (majority) settle({ take: Number(majority) });
  else say("no-majority");
});
register("nothing", () => void settle({ nothing: true }));
register("both", () => {
  const { both } = detail();
  if (both) settle({ both: both.split(" ").map(Number) });
  else say("no-both");
});

/* Fields by themselves. */

function radios() {
  return [...document.querySelectorAll("#versions [data-field]")];
}

/** The next field that differs; its radio buttons take it from one version or another. */
register("field", () => {
  const names = [...new Set(radios().map(({ name }) => name))];
  if (!names.length) return say("no-field");
  const next = names[(names.indexOf(document.activeElement.name) + 1) % names.length];
  const own = radios().filter(({ name }) => name === next);
  return (own.find(({ checked }) => checked) ?? own[0]).focus();
});

document.getElementById("versions").addEventListener("change", ({ target }) => {
  if (target.dataset.field) settle(picking(target.dataset.field, Number(target.value)));
});

/* On to the next. */

/** Take what is preselected and go on; with nothing open any more, finish. */
function accept() {
  flush();
  if (!panel.item()) return finish();
  const wasOpen = items.isOpen(panel.item());
  if (wasOpen && !settle(current())) return undefined;
  const next = nextOpen();
  if (next) return choose(next.dataset.annotation);
  return wasOpen ? undefined : finish();
}

register("accept", () => void accept());
register("finish", () => void finish());
for (const kind of ["undo", "redo"]) {
  register(kind, () => {
    flush();
    rewind(kind);
  });
}
register("edit", () => {
  flush();
  return false; // and follow the link
});
