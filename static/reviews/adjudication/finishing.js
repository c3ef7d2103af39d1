/* The end of an article: its gold set is accepted once everything is saved. */

import { askToSignIn, problem } from "../../workbench/dialogs.js";
import { announce, message } from "../../workbench/messages.js";
import * as outbox from "../../workbench/outbox.js";
import { post } from "../../workbench/requests.js";
import { mayChange, refresh } from "./sending.js";

let finishing = false;

export async function finish() {
  const form = document.getElementById("finish-form");
  if (finishing || !mayChange() || !form) return;
  finishing = true;
  await end(form);
  finishing = false;
}

async function end(form) {
  if (!(await outbox.flush())) return problem(message("not-finished"));
  const answer = await post(form.getAttribute("action"), {});
  if (answer.kind === "signed-out") return askToSignIn();
  if (answer.kind !== "saved") return problem(answer.error ?? message("no-answer"));
  const { next } = answer.root.dataset;
  if (next) return location.assign(next);
  announce(answer.root.dataset.message);
  outbox.tell("moved");
  return refresh();
}
