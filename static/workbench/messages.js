/** Translated sentences for scripts, and saying them aloud. They wait in the page's templates. */

const plural = new Intl.PluralRules(document.documentElement.lang || "en");

/** The sentence of a name with {placeholders} filled in; `count` chooses among plural forms. */
export function message(name, values = {}) {
  const category = "count" in values ? plural.select(values.count) : "other";
  const found = sentence(`[data-message="${name}"][data-plural="${category}"]`)
    ?? sentence(`[data-message="${name}"]`) ?? "";
  return found.replace(/\{(\w+)\}/g, (hole, key) => values[key] ?? hole);
}

export function say(name, values) {
  announce(message(name, values));
}

/** Emptied first, or the same sentence twice would be said once. */
export function announce(words) {
  const live = document.getElementById("announce");
  live.textContent = "";
  setTimeout(() => (live.textContent = words), 50);
}

function sentence(selector) {
  for (const id of ["marking-messages", "saving-messages", "linking-messages", "desk-messages"]) {
    const found = document.getElementById(id)?.content.querySelector(selector);
    if (found) return found.textContent;
  }
  return undefined;
}
