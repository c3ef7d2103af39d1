/* A typed @ offers the people who may be named: arrows, Enter or Tab takes one, Esc closes.
 * Ctrl+Enter sends what was written. */

const TYPED = /(?<![\p{L}\p{N}_@.+-])@([\p{L}\p{N}_.+-]*)$/u;
const SHOWN = 8;

let area = null; // the text that is being typed in while the list is open
let active = null;

function list() {
  return document.getElementById("mentions");
}

function typed() {
  return area.value.slice(0, area.selectionEnd).match(TYPED);
}

function matching(word) {
  const allowed = new Set((area.closest("[data-people]")?.dataset.people ?? "").split(" "));
  const wanted = word.toLocaleLowerCase();
  return [...list().children]
    .filter((one) => allowed.has(one.dataset.person))
    .filter((one) => begins(one, wanted))
    .slice(0, SHOWN);
}

/** By username or by the beginning of any part of the name. */
function begins(one, wanted) {
  const names = [one.dataset.username, ...one.firstElementChild.textContent.split(/\s+/)];
  return names.some((name) => name.toLocaleLowerCase().startsWith(wanted));
}

function update(target) {
  area = target;
  const found = list() && area.selectionStart === area.selectionEnd ? typed() : null;
  const options = found ? matching(found[1]) : [];
  if (!options.length) return close();
  for (const one of list().children) one.hidden = !options.includes(one);
  area.after(list());
  list().hidden = false;
  area.setAttribute("aria-controls", "mentions");
  activate(options.includes(active) ? active : options[0]);
}

function activate(option) {
  active?.setAttribute("aria-selected", "false");
  active = option;
  active.setAttribute("aria-selected", "true");
  active.scrollIntoView({ block: "nearest" });
  area.setAttribute("aria-activedescendant", active.id);
}

function close() {
  if (list()) list().hidden = true;
  area?.removeAttribute("aria-activedescendant");
  active?.setAttribute("aria-selected", "false");
  [area, active] = [null, null];
}

function take(option) {
  const end = area.selectionEnd;
  const start = end - typed()[0].length;
  area.setRangeText(`@${option.dataset.username} `, start, end, "end");
  const done = area;
  close();
  done.focus();
}

function step(by) {
  const options = [...list().children].filter((one) => !one.hidden);
  activate(options[(options.indexOf(active) + by + options.length) % options.length]);
}

const KEYS = {
  ArrowDown: () => step(+1),
  ArrowUp: () => step(-1),
  Enter: () => take(active),
  Tab: () => take(active),
  Escape: close,
};

document.addEventListener("input", ({ target }) => {
  if (target.matches?.("textarea[data-mentions]")) update(target);
});
document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  if (!active || event.target !== area || !(event.key in KEYS)) return;
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  event.stopPropagation(); // Esc closes the list and nothing behind it
  KEYS[event.key]();
}, { capture: true });
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  if (event.target.matches?.("textarea[data-mentions]")) event.target.form.requestSubmit();
});
document.addEventListener("pointerdown", (event) => {
  if (!active) return;
  const option = event.target.closest("#mentions [role=option]");
  if (!option) return close();
  event.preventDefault();
  return take(option);
});
document.addEventListener("focusout", ({ target }) => {
  if (target === area) close();
});
