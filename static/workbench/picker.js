/* A list to pick from, as light as a menu: type to filter, arrows, Enter, Esc. */

import { hide, isOpen, show } from "./popovers.js";

const picker = document.getElementById("picker");
const input = document.getElementById("picker-input");
const list = document.getElementById("picker-list");
const coarse = matchMedia("(pointer: coarse)");

// What is asked for: {pick(option), type(text), key(event)}.
let asked = null;
let active = null;

/** Open for an annotation; `pick` gets the option that is picked. Returns what `isOpenFor` takes. */
export function open({ uid, heading, several = false, ...rest }) {
  asked = rest;
  document.getElementById("picker-heading").textContent = heading;
  list.setAttribute("aria-multiselectable", several);
  input.value = "";
  list.replaceChildren();
  if (!isOpen(picker)) show(picker, uid);
  (coarse.matches ? list : input).focus({ preventScroll: true });
  return rest;
}

/** Whether it is still open for who asked. */
export function isOpenFor(one) {
  return asked !== null && asked === one;
}

/** Show these options; `start`: the one that Enter would pick. `more`: a sentence below them. */
export function fill(options, { start = options[0], more = "" } = {}) {
  list.replaceChildren(...options);
  for (const [place, option] of options.entries()) option.id ||= `picker-option-${place}`;
  const note = document.getElementById("picker-more");
  Object.assign(note, { textContent: more, hidden: !more });
  activate(start);
}

export function close() {
  asked = null;
  hide(picker);
}

export function typed() {
  return input.value.trim();
}

function options() {
  return [...list.querySelectorAll("[role=option]")];
}

function activate(option) {
  active?.classList.remove("is-active");
  active = option ?? null;
  active?.classList.add("is-active");
  active?.scrollIntoView({ block: "nearest" });
  for (const element of [input, list]) {
    if (active) element.setAttribute("aria-activedescendant", active.id);
    else element.removeAttribute("aria-activedescendant");
  }
}

function step(by) {
  const all = options();
  const place = all.indexOf(active) + by;
  activate(all[(place + all.length) % all.length]);
}

function pick(option) {
  if (option) asked.pick(option);
  else asked.none?.();
}

const KEYS = {
  ArrowDown: () => step(+1),
  ArrowUp: () => step(-1),
  PageDown: () => activate(options()[Math.min(options().indexOf(active) + 6, options().length - 1)]),
  PageUp: () => activate(options()[Math.max(options().indexOf(active) - 6, 0)]),
  Enter: () => pick(active),
  Escape: close,
};

picker?.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  event.stopPropagation(); // nothing here is a command of the page
  if (event.key === "Enter" && event.target.matches("button")) return;
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const act = asked?.key?.(event) ?? KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
picker?.addEventListener("focusout", ({ relatedTarget }) => {
  if (relatedTarget && !picker.contains(relatedTarget)) close();
});
picker?.addEventListener("mousedown", (event) => {
  if (event.target !== input) event.preventDefault(); // the focus stays where it is
});
input?.addEventListener("input", () => asked?.type?.(typed()));
list?.addEventListener("click", ({ target }) => {
  const option = target.closest("[role=option]");
  if (option) pick(option);
});
list?.addEventListener("pointermove", ({ target }) => {
  const option = target.closest("[role=option]");
  if (option && option !== active) activate(option);
});
addEventListener("pointerdown", ({ target }) => {
  if (isOpen(picker) && !picker.contains(target)) close();
});
