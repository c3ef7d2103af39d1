/* Keys and buttons to commands. The table is the help dialog's; nothing is bound that is not in it.
 *
 * A key is found by what it types. Where that is of another script (Arabic, Hebrew, Cyrillic) or
 * Alt has changed it, by its place on the board; AltGr and Shift are how a sign is reached and count
 * as nothing. Single keys never act where somebody types, nor when they are switched off.
 */

import { message } from "./messages.js";

const TYPING = `input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"]),
  textarea, select, [contenteditable]:not([contenteditable="false"])`;
const PRESSABLE = "a[href], button, summary, [role='button']";
const PLACES = {
  BracketLeft: "[{", BracketRight: "]}", Slash: "/?", Equal: "=+", Comma: ",<", Period: ".>",
}; // what other keys than letters and digits type on the American board, plain and with Shift
const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

const table = new Map(); // key → rows of the table, in its order
const handlers = new Map(); // command → functions

/** Let a function carry out a command: fn({event, element}), false if it is not for it just now. */
export function register(command, fn) {
  handlers.set(command, [...(handlers.get(command) ?? []), fn]);
}

/** Bind what is in the table, and say on every button which key does the same. */
export function start() {
  for (const row of document.querySelectorAll("#help [data-keys]")) {
    for (const key of row.dataset.keys.split(" ").filter(isOn)) {
      table.set(key, [...(table.get(key) ?? []), row]);
    }
  }
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  hint(document);
  for (const template of document.querySelectorAll("template")) hint(template.content);
  if (isMac) nameMacKeys();
}

/** Whether somebody is writing in this element, so that keys are letters there. */
export function isTyping(element) {
  return element instanceof Element && element.matches(TYPING);
}

function onKey(event) {
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  if (["Enter", " "].includes(event.key) && event.target.closest?.(PRESSABLE)) return;
  const key = names(event).find((name) => table.has(name));
  if (key && table.get(key).some((row) => press(row, key, event))) event.preventDefault();
}

function press(row, key, event) {
  if (event.repeat && !("repeats" in row.dataset)) return false;
  const { command } = row.dataset;
  const digit = /^[1-9]$/.test(key) ? `[data-digit="${key}"]` : "";
  const element = document.querySelector(`:is(button, a, option)[data-command="${command}"]${digit}`);
  if (digit && !element) return false;
  if (handlers.has(command)) return run(command, { event, element });
  if (!element || element.disabled) return false;
  element.click();
  return true;
}

function onClick(event) {
  const element = event.target.closest?.("[data-command]");
  if (!element || event.defaultPrevented || element.disabled) return;
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
  if (element.matches("a[href]") && elsewhere) return; // a new tab or window
  if (run(element.dataset.command, { event, element })) event.preventDefault();
}

function run(command, detail) {
  return (handlers.get(command) ?? []).some((handle) => handle(detail) !== false);
}

/* How a key that was pressed may be called in the table, the likeliest first. */

function names(event) {
  const { key, code, shiftKey } = event;
  const sign = [...key].length === 1;
  const reached = sign && (event.getModifierState("AltGraph") || (isMac && isSign(key)));
  const held = [
    !reached && event.ctrlKey && "Control",
    !reached && event.altKey && "Alt",
    event.metaKey && "Meta",
  ].filter(Boolean);
  const name = (base, shift = false) => [...held, ...(shift ? ["Shift"] : []), base].join("+");
  if (!sign) return [name(key, shiftKey)];
  const found = [];
  if (/[a-z]/i.test(key)) found.push(name(key.toLowerCase(), shiftKey));
  else if (key <= "~") found.push(name(key));
  if (isForeign(key) || held.includes("Alt")) found.push(...byPlace(code, shiftKey, name));
  if (shiftKey && PLACES[code]) found.push(name(PLACES[code][0], true));
  if (!shiftKey && !reached && /^Digit[1-9]$/.test(code)) found.push(name(code.at(-1)));
  return found;
}

function byPlace(code, shiftKey, name) {
  if (/^Key[A-Z]$/.test(code)) return [name(code.at(-1).toLowerCase(), shiftKey)];
  return PLACES[code] ? [name(PLACES[code][shiftKey ? 1 : 0])] : [];
}

function isSign(key) {
  return key <= "~" && !/[a-z0-9]/i.test(key);
}

function isForeign(key) {
  return key > "~" && !/\p{Script=Latin}/u.test(key);
}

/** People may switch off keys that type something by themselves (WCAG 2.1.4). */
function isOn(key) {
  const single = [...key.replace(/^Shift\+/, "")].length === 1;
  return !single || document.body.dataset.letterKeys !== "0";
}

/* Hints. */

function hint(root) {
  for (const element of root.querySelectorAll("button[data-command], a[data-command]:is([rel], .talk-opener)")) {
    const { command, digit } = element.dataset;
    const key = digit ?? firstKeyOf(command);
    if (!table.has(key)) continue;
    element.setAttribute("aria-keyshortcuts", key === "+" ? "Plus" : key);
    if (digit) continue; // a label's button shows its own
    element.title = message("tooltip", { name: nameOf(element), key: shown(command, key) });
  }
}

function firstKeyOf(command) {
  for (const [key, rows] of table) if (rows.some((row) => row.dataset.command === command)) return key;
  return undefined;
}

function nameOf(element) {
  return element.title || element.ariaLabel || element.textContent.trim();
}

function shown(command, key) {
  const row = document.querySelector(`#help [data-command="${command}"]`);
  const place = row.dataset.keys.split(" ").indexOf(key);
  return row.querySelectorAll("kbd")[place]?.textContent ?? key;
}

function nameMacKeys() {
  for (const kbd of document.querySelectorAll("#help kbd")) {
    kbd.textContent = kbd.textContent.replace(/^\w+\+(?=(\w+\+)?Z$)/, "⌘");
  }
}
