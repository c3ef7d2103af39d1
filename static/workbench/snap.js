/** What a rough selection or a place in the text means: words and sentences. */

import { codePointLength, toCodePoints, toUtf16 } from "../web/offsets.js";
import { blockAfter, blockAt, blockBefore, first, last, reader, textOf } from "./reader.js";

const language = reader.lang || undefined;
const segmenters = {};
const cut = new Map();

// Beside letters and digits: what a person would want to stop at and mark.
const WORDLIKE = /[\p{L}\p{N}\p{Extended_Pictographic}\p{RI}]/u;
const CURRENCY = /\p{Sc}/u;
const PERCENT = /[%‰٪]/u;
const DIGIT = /\p{N}/u;
const SPACE = /\s/u;
const SPACE_AROUND = /^\s+|\s+$/g;
const LINE_ENDS = /^\n+|\n+$/g;
const STOP = /[,.;:!?…–—،؛؟۔।、，。；：！？]/u;
// Initials own their last full stop: “the U.S.”, not “the U.S”.
const INITIALS = /\p{L}\.\p{L}\.$/u;
const ABBREVIATION = /(?:^|[\s(“"])(?:\p{Lu}|\p{L}\.\p{L}|Mrs?|Ms|Dr|St|Gen|Sen|Rep|Gov|Prof|Lt|Col|No|vs)\.\s*$/u;

const CLOSED_BY = {
  '"': '"', "'": "'", "“": "”", "‘": "’", "„": "“”", "‚": "‘’", "«": "»", "»": "«",
  "”": "”", "‹": "›", "›": "‹", "「": "」", "『": "』", "(": ")", "[": "]", "（": "）",
};
const OPENED_BY = {};
for (const [opening, closings] of Object.entries(CLOSED_BY)) {
  for (const closing of closings) OPENED_BY[closing] = (OPENED_BY[closing] ?? "") + opening;
}
// Only where they face says whether these open or close.
const TWO_FACED = /["'”]/;

const MARKS = new RegExp(`[${[...Object.keys(CLOSED_BY), ...Object.keys(OPENED_BY)]
  .map((mark) => `\\${mark}`).join("")}]`, "g");

/** [start, end] of what a selection meant, or null: whole words, without spaces and stops around
 * them and without quotation marks and brackets whose partner it does not hold. `exact`: as it
 * is, but whole characters. */
export function snap(start, end, { exact = false } = {}) {
  if (exact) return filled(without(LINE_ENDS, ...grown("grapheme", start, end)));
  const bare = without(SPACE_AROUND, ...withSigns(...grown("word", start, end)));
  return filled(trim(...bare)) ?? filled(bare);
}

/** The word at an offset, or the one that ends there. */
export function wordAt(offset) {
  const found = [around("word", offset), before("word", offset)].find((part) => part?.stops);
  return found ? snap(found.start, found.end) : null;
}

export function sentenceAt(offset) {
  const { start, end } = sentenceAround(offset);
  return snap(start, end);
}

export function nextWord(offset) {
  return find(forward("word", offset), (part) => part.stops && part.start > offset)?.start ?? last;
}

export function wordEnd(offset) {
  return find(forward("word", offset), (part) => part.stops && part.end > offset)?.end ?? last;
}

export function prevWord(offset) {
  return find(backward("word", offset), (part) => part.stops)?.start ?? first;
}

export function prevWordEnd(offset) {
  return find(backward("word", offset), (part) => part.stops && part.end < offset)?.end ?? first;
}

export function nextChar(offset) {
  return around("grapheme", offset)?.end ?? blockAfter(blockAt(offset))?.start ?? last;
}

export function prevChar(offset) {
  const block = blockAt(offset);
  if (offset > block.start) return before("grapheme", offset).start;
  return blockBefore(block)?.end ?? first;
}

export function nextSentence(offset) {
  const { end } = sentenceAround(offset);
  return end > offset && around("word", end) ? end : blockAfter(blockAt(offset))?.start ?? last;
}

export function prevSentence(offset) {
  const { start } = sentenceAround(offset);
  return start < offset ? start : sentenceAround(prevChar(offset)).start;
}

/** As people count: strings between white space that hold a letter or a digit. */
export function wordCount(string) {
  return string.match(/(?<!\S)[^\p{L}\p{N}_\s]*[\p{L}\p{N}_]/gu)?.length ?? 0;
}

/** [start, end] without the stops and the lonely marks at its ends; may be empty. */
function trim(start, end) {
  const string = textOf(start, end);
  const counts = {};
  for (const [mark] of string.matchAll(MARKS)) counts[mark] = (counts[mark] ?? 0) + 1;
  let from = 0;
  let to = string.length;
  while (from < to && goesFromStart(string, from, counts)) counts[string[from++]]--;
  while (from < to && goesFromEnd(string, from, to, counts)) counts[string[--to]]--;
  // Nothing that goes lies outside of the basic plane: units are code points here.
  return withInitial(start + from, end - (string.length - to));
}

/** The part of the text that holds the character at an offset; undefined at a block's end. */
export function around(kind, offset) {
  const block = blockAt(offset);
  return part(block, parts(block, kind).containing(toUtf16(block.string, offset - block.start)));
}

function before(kind, offset) {
  const block = blockAt(offset);
  const unit = toUtf16(block.string, offset - block.start);
  return part(block, parts(block, kind).containing(unit - 1));
}

function parts(block, kind) {
  const key = kind + block.start;
  segmenters[kind] ??= new Intl.Segmenter(language, { granularity: kind });
  if (!cut.has(key)) cut.set(key, segmenters[kind].segment(block.string));
  return cut.get(key);
}

function part(block, found) {
  if (!found) return undefined;
  const start = block.start + toCodePoints(block.string, found.index);
  const end = start + codePointLength(found.segment);
  return { start, end, stops: WORDLIKE.test(found.segment) };
}

function* forward(kind, offset) {
  for (let block = blockAt(offset); block; block = blockAfter(block)) {
    let at = Math.max(offset, block.start);
    for (let found = around(kind, at); at < block.end; found = around(kind, at)) {
      yield found;
      at = found.end;
    }
  }
}

function* backward(kind, offset) {
  for (let block = blockAt(offset); block; block = blockBefore(block)) {
    let at = Math.min(offset, block.end);
    while (at > block.start) {
      const found = before(kind, at);
      yield found;
      at = found.start;
    }
  }
}

function find(iterator, test) {
  for (const found of iterator) if (test(found)) return found;
  return undefined;
}

function grown(kind, start, end) {
  const from = around(kind, start)?.start ?? start;
  return [from, Math.max(from, before(kind, end)?.end ?? end)];
}

/** A figure with the currency before it and the per cent behind it: $1,200 and 5%. */
function withSigns(start, end) {
  const sign = CURRENCY.test(textOf(start - 1, start)) && DIGIT.test(textOf(start, start + 1));
  const percent = PERCENT.test(textOf(end, end + 1)) && DIGIT.test(textOf(end - 1, end));
  return [sign ? start - 1 : start, percent ? end + 1 : end];
}

/** “the U.S” is grown to “the U.S.”: its last full stop is its own. */
function withInitial(start, end) {
  const owns = INITIALS.test(textOf(Math.max(start, end - 3), end + 1));
  return [start, owns ? end + 1 : end];
}

/** Without what a pattern of spaces finds at the start and at the end. */
function without(pattern, start, end) {
  let [from, to] = [start, end];
  for (const { index, 0: gone } of textOf(start, end).matchAll(pattern)) {
    if (index === 0) from += gone.length;
    else to -= gone.length;
  }
  return [from, Math.max(from, to)];
}

function filled([start, end]) {
  return start < end ? [start, end] : null;
}

function goesFromStart(string, at, counts) {
  const [character, inner] = [string[at], string[at + 1] ?? ""];
  if (".–".includes(character) && DIGIT.test(inner)) return false;
  return goes(character, inner) || isAlone(character, CLOSED_BY, counts);
}

function goesFromEnd(string, from, to, counts) {
  const [character, inner] = [string[to - 1], string[to - 2] ?? ""];
  const tail = string.slice(Math.max(from, to - 4), to);
  if (character === "." && INITIALS.test(tail)) return false;
  return goes(character, inner) || isAlone(character, OPENED_BY, counts);
}

function goes(character, inner) {
  return STOP.test(character) || SPACE.test(character)
    || (TWO_FACED.test(character) && SPACE.test(inner));
}

/** Whether a mark's partner is missing; a straight quotation mark is its own partner. */
function isAlone(character, partners, counts) {
  const own = partners[character];
  if (!own) return character in CLOSED_BY || character in OPENED_BY;
  const there = [...own].reduce((sum, partner) => sum + (counts[partner] ?? 0), 0);
  return there < (own.includes(character) ? 2 : 1);
}

/** A block's sentence; “Mr. Smith” and “U.S. forces” are not parted. */
function sentenceAround(offset) {
  const block = blockAt(offset);
  let found = around("sentence", Math.min(offset, block.end - 1));
  let { start, end } = found;
  while (start > block.start && ABBREVIATION.test(textOf(block.start, start))) {
    start = around("sentence", start - 1).start;
  }
  while (end < block.end && ABBREVIATION.test(textOf(start, end))) {
    end = around("sentence", end).end;
  }
  return { start, end };
}
