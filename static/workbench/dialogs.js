/* What the page says and asks: save state, problems, help, signing in again, drawers. */

import { register } from "./keys.js";
import { announce, message } from "./messages.js";
import { resume, retry } from "./outbox.js";
import { reader } from "./reader.js";
import { headers, parse } from "./requests.js";

const SLOW = 400; // milliseconds after which a save that is under way is worth mentioning
const narrow = matchMedia("(width < 60rem)");
const saveState = document.getElementById("save-state");
const signIn = document.getElementById("sign-in-again");
let slow = 0;

export function start() {
  register("help", () => document.getElementById("help").showModal());
  register("close", ({ element }) => element.closest("dialog").close());
  register("dismiss", ({ element }) => dismiss(element.closest(".problem")));
  register("try-again", () => retry());
  register("drawer", ({ element }) => toggle(element));
  signIn.querySelector("form").addEventListener("submit", onSignIn);
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog && dialog !== signIn) dialog.close(); // its backdrop
    });
  }
  narrow.addEventListener("change", closeDrawers);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.querySelector("[data-open]")) closeDrawers();
  });
  closeDrawers();
}

/** Show what went wrong until it is dismissed; the same thing only once. */
export function problem(text, detail = "") {
  const problems = document.getElementById("problems");
  const said = [...problems.children].find((one) => one.dataset.said === text);
  if (said) return addDetail(said, detail);
  const one = document.getElementById("problem").content.firstElementChild.cloneNode(true);
  one.dataset.said = text;
  one.querySelector(".problem-text").textContent = text;
  addDetail(one, detail);
  problems.append(one);
}

function addDetail(one, text) {
  const details = one.querySelector(".problem-detail");
  details.textContent = [details.textContent, text].filter(Boolean).join("\n");
}

function dismiss(one) {
  const inside = one.contains(document.activeElement);
  one.remove();
  if (inside) document.getElementById("text").focus({ preventScroll: true });
}

/* The save state: never "saved" while anything is not. */

export function showSaving({ count, failing, signedOut, savedAt }) {
  clearTimeout(slow);
  if (!count) return showSaved(savedAt);
  if (!failing) {
    if (saveState.dataset.state === "error") say("pending", message("saving"));
    saveState.dataset.state = "pending";
    slow = setTimeout(() => say("pending", message("saving")), SLOW);
    return;
  }
  if (saveState.dataset.state !== "error") announce(message("unsaved", { count }));
  say("error", signedOut ? message("signed-out") : message("unsaved", { count }));
}

function showSaved(at) {
  const time = at?.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  say("saved", at ? message("saved", { time }) : "");
}

function say(state, text) {
  saveState.dataset.state = state;
  saveState.textContent = text;
  const button = document.getElementById("try-again");
  if (state !== "error") button?.remove();
  else if (!button) saveState.after(document.getElementById("try-again-button").content.cloneNode(true));
}

/* Signing in again, in place. */

export function askToSignIn() {
  if (!signIn.open) signIn.showModal();
}

export function signedIn() {
  signIn.close();
}

async function onSignIn(event) {
  event.preventDefault();
  const form = event.target;
  const said = form.querySelector("[data-problem]");
  const options = { method: "POST", headers: headers(), body: new URLSearchParams(new FormData(form)) };
  const response = await fetch(form.action, options).catch(() => null);
  if (response?.status === 204) return goOn(form, response.headers.get("X-User"));
  const root = response && parse(await response.text());
  said.textContent = root?.dataset.error ?? message(response ? "not-signed-in" : "no-answer");
  form.elements.password.select();
}

function goOn(form, user) {
  if (user !== reader.dataset.user) return location.reload(); // this page is somebody else's
  form.reset();
  form.querySelector("[data-problem]").textContent = "";
  const token = headers()["X-CSRFToken"];
  for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = token;
  signIn.close();
  resume();
}

/* Drawers: beside the text where there is room, over it and out of the way where there is not. */

function toggle(button) {
  const wasOpen = button.ariaExpanded === "true";
  closeDrawers();
  if (!wasOpen) setDrawer(button, true);
}

function closeDrawers() {
  for (const button of document.querySelectorAll(".drawer-opener")) setDrawer(button, false);
}

function setDrawer(button, open) {
  const drawer = document.getElementById(button.getAttribute("aria-controls"));
  const inside = drawer.contains(document.activeElement);
  button.ariaExpanded = String(open);
  drawer.toggleAttribute("data-open", open);
  // The palette is at the thumb whether its drawer is open or not.
  for (const part of drawer.children) part.inert = narrow.matches && !open && part.id !== "palette";
  if (open) drawer.querySelector("a, button:not(#palette *), summary")?.focus();
  else if (inside && narrow.matches) button.focus();
}
