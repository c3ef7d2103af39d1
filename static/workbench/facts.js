/* What is known of an annotation beside its text: attributes, a figure's value, who is meant.
 *
 * A card keeps it in data- attributes, as the server wrote it, and says it in words on its face.
 */

// As the server writes them.
const number = new Intl.NumberFormat("en", { maximumFractionDigits: 4 });

/** By name. */
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

/** Both ends of a long quote, as the server shows it. */
export function shortened(quote, limit) {
  const points = [...quote];
  if (points.length <= limit) return quote;
  const head = Math.floor((limit * 2) / 3);
  return `${points.slice(0, head).join("")} […] ${points.slice(head - limit).join("")}`;
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
  const said = counted && unit.startsWith("/") ? [counted + unit] : [unit, counted];
  return [sign, range, ...said].filter(Boolean).join(" ");
}

function corrected(fields) {
  const [low, high] = [fields["value-low"], fields["value-high"] || fields["value-low"]].map(Number);
  const words = ["comparator", "unit", "counted", "magnitude"];
  return { low, high, ...Object.fromEntries(words.map((name) => [name, fields[`value-${name}`]])) };
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
  shown.textContent = name;
  shown.hidden = !name;
}

/** Which kind of value is meant is known to the server; strings are enough for a while. */
function showAttribute(card, id, values) {
  const fields = fieldsOf(card.dataset.label);
  const field = fields.find(({ dataset }) => dataset.attribute === id);
  if (!field) return;
  const known = attributesOf(card);
  const given = values.filter((one) => one !== "");
  if (!given.length) delete known[field.dataset.name];
  else known[field.dataset.name] = field.dataset.kind === "choices" ? given : given[0];
  card.dataset.attributes = JSON.stringify(known);
  const words = fields.map((one) => worded(one.dataset, known[one.dataset.name])).filter(Boolean);
  const shown = onFace(card, "card-attributes");
  Object.assign(shown, { textContent: words.join(" · "), hidden: !words.length });
}

/** What a label's annotations are asked, in its order. */
function fieldsOf(label) {
  const form = document.getElementById(`attributes-${label}`)?.content;
  return [...(form?.querySelectorAll("[data-attribute]") ?? [])];
}

/** Of a yes or no only a yes is said, by the attribute's name. */
function worded({ kind, name }, value) {
  if (value === undefined || value === null) return "";
  if (kind !== "boolean") return [value].flat().join(", ");
  return String(value) === "true" ? name : "";
}
