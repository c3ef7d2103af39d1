/* What is known of an annotation beside its text: attributes, a figure's value, who is meant.
 *
 * A card keeps it in data- attributes, as the server wrote it, and says it in words on its face.
 */

const NO_UNIT_SPACE = new Set(["%", "×"]);
const number = new Intl.NumberFormat(document.documentElement.lang || "en", {
  maximumFractionDigits: 20,
});

export function attributesOf(card) {
  return JSON.parse(card.dataset.attributes || "{}");
}

/** {low, high, comparator, unit, counted, confirmed}; {} where none was read, null for no figure. */
export function valueOf(card) {
  return card.dataset.value ? JSON.parse(card.dataset.value) : null;
}

/** An element of a card's face; made if it is not there yet. */
export function onFace(card, name) {
  const face = card.querySelector(".card-face");
  const found = face.querySelector(`.${name}`);
  if (found) return found;
  const made = Object.assign(document.createElement("span"), { className: name });
  face.append(" ", made);
  return made;
}

/** Show what a change that is not saved yet says. */
export function showFacts(card, fields, shown) {
  for (const [name, value] of Object.entries(fields)) {
    if (name.startsWith("attribute-")) showAttribute(card, name.slice(10), [value].flat());
  }
  if ("confirm" in fields) showValue(card, { ...valueOf(card), confirmed: true });
  if ("value-low" in fields) showValue(card, { ...corrected(fields), confirmed: true });
  if ("speaker" in fields) showSpeaker(card, fields.speaker, shown ?? "");
  if ("speaker-name" in fields) showSpeaker(card, "", fields["speaker-name"]);
}

/** A value in a line of words: “> 1,200 people”, “3–4 %”. */
export function inWords({ low, high, comparator = "=", unit = "", counted = "" }) {
  if (low === undefined || low === null) return "";
  const range = low === high ? number.format(low) : `${number.format(low)}–${number.format(high)}`;
  const sign = comparator === "=" ? "" : comparator;
  const amount = NO_UNIT_SPACE.has(unit) ? range + unit : [range, unit].filter(Boolean).join(" ");
  return [sign, amount, counted].filter(Boolean).join(" ");
}

function corrected(fields) {
  const [low, high] = [fields["value-low"], fields["value-high"] || fields["value-low"]].map(Number);
  const [comparator, unit, counted] = ["comparator", "unit", "counted"]
    .map((name) => fields[`value-${name}`]);
  return { low, high, comparator, unit, counted };
}

function showValue(card, value) {
  card.dataset.value = JSON.stringify(value);
  const shown = onFace(card, "card-value");
  shown.dataset.confirmed = value.confirmed ? "1" : "0";
  shown.textContent = inWords(value);
}

function showSpeaker(card, id, name) {
  if (id) card.dataset.speaker = id;
  else delete card.dataset.speaker;
  const shown = onFace(card, "card-speaker");
  shown.textContent = name ? `→ ${name}` : "";
  shown.hidden = !name;
}

/** Which kind of value is meant is known to the form; on the card strings are enough for a while. */
function showAttribute(card, id, values) {
  const known = attributesOf(card);
  const given = values.filter((one) => one !== "");
  if (!given.length) delete known[id];
  else known[id] = given.length === 1 && !Array.isArray(known[id]) ? given[0] : given;
  card.dataset.attributes = JSON.stringify(known);
  const words = wordsOf(card.dataset.label, known);
  Object.assign(onFace(card, "card-attributes"), { textContent: words, hidden: !words });
}

/** In the order of the label's form. */
function wordsOf(label, known) {
  const form = document.getElementById(`attributes-${label}`)?.content;
  const fields = [...(form?.querySelectorAll("[data-attribute]") ?? [])];
  return fields.map((field) => worded(field, known[field.dataset.attribute])).filter(Boolean).join(" · ");
}

/** Of a yes or no only a yes is said, by the attribute's name. */
function worded(field, value) {
  if (value === undefined || value === null) return "";
  if (field.dataset.kind !== "boolean") return [value].flat().join(", ");
  return String(value) === "true" ? field.querySelector("legend")?.textContent.trim() : "";
}
