/** Quotations: which one a place stands in, also when it runs on over several paragraphs. */

import { codePointLength } from "../web/offsets.js";
import { blockAfter, blockAt, blockBefore, textOf } from "./reader.js";
import { sentenceAt, snap, trim } from "./snap.js";

const CLOSED_BY = {
  '"': '"', "'": "'", "“": "”", "‘": "’", "„": "“”", "‚": "‘’", "«": "»", "»": "«",
  "”": "”", "‹": "›", "›": "‹", "「": "」", "『": "』",
};
const MARK = /["'“”„«»‹›‘’‚「」『』]/g;
const TWO_FACED = "\"'”»›";
const LETTER = /[\p{L}\p{N}]/u;
const BEFORE_OPENING = /[\s([{—–“„«‘"'-]/u;
// How many paragraphs one quotation is followed over, each way.
const REACH = 12;

/** What one more press of the key takes around an offset: the words of the quotation, then its
 * marks too, then the sentences it stands in. Fragments, or null where nothing is quoted. */
export function quotationAt(offset, times = 0) {
  const found = innermost(offset);
  if (!found) return fragment(sentenceAt(offset));
  const { start, end, inner } = found;
  if (times % 3 === 0) return inner.map((pair) => trim(...pair)).filter(([a, b]) => a < b);
  if (times % 3 === 1) return [[start, end]];
  return fragment(snap(sentenceAt(start)?.[0] ?? start, sentenceAt(end - 1)?.[1] ?? end));
}

function fragment(pair) {
  return pair && [pair];
}

/** The shortest around an offset; one that only begins or ends there is the second choice. */
function innermost(offset) {
  const near = quotations(offset)
    .filter(({ start, end }) => start <= offset && offset <= end)
    .sort((a, b) => a.end - a.start - (b.end - b.start));
  return near.find(({ start, end }) => start < offset && offset < end) ?? near[0];
}

/** Every quotation near an offset: {start, end} with its marks, `inner` without, by paragraph. */
function quotations(offset) {
  const found = [];
  let open = null;
  for (const [start, end] of paragraphsAround(offset)) {
    if (open && !runsOn(open, start, end)) open = null;
    const { closed, left } = scan(start, end, open);
    found.push(...closed);
    if (left && left !== open) found.push(left);
    open = left;
  }
  return found;
}

/** News style: every paragraph of a long quotation opens again, only the last one closes. */
function runsOn(open, start, end) {
  if (reopens(open, start, end)) return true;
  const { closed } = scan(start, end, { ...open, inner: [] });
  return closed.length > 0 && closed[0].mark === open.mark && closed[0].start === open.start;
}

function reopens(open, start, end) {
  return textOf(start, end).trimStart().startsWith(open.mark);
}

/** The quotations that close in a paragraph, and the one that is left open at its end.
 * `carried`: the one that was open before; a mark at the start only opens it again. */
function scan(start, end, carried) {
  const string = textOf(start, end);
  const closed = [];
  const stack = carried ? [carried] : [];
  let reopening = carried && reopens(carried, start, end);
  let since = start;
  for (const { 0: mark, index } of string.matchAll(MARK)) {
    const at = start + codePointLength(string.slice(0, index));
    const [before, after] = [string[index - 1] ?? " ", string[index + 1] ?? " "];
    if (reopening) {
      reopening = false;
      since = at + 1;
      continue;
    }
    const depth = closes(mark, before, after, stack);
    if (depth >= 0) {
      const quotation = stack[depth];
      stack.length = depth;
      quotation.inner.push([quotation === carried ? since : quotation.start + 1, at]);
      quotation.end = at + 1;
      closed.push(quotation);
    } else if (opens(mark, before, after)) {
      stack.push({ mark, start: at, end, inner: [] });
    }
  }
  return { closed, left: leftOpen(stack, carried, since, end) };
}

function leftOpen(stack, carried, since, end) {
  const left = stack.find(({ mark }) => mark !== "'" && mark !== "‘") ?? null;
  left?.inner.push([left === carried ? since : left.start + 1, end]);
  if (left) left.end = end;
  return left;
}

/** The place on the stack of what a mark closes, or -1. */
function closes(mark, before, after, stack) {
  const apostrophe = "'’".includes(mark) && LETTER.test(before) && LETTER.test(after);
  const opening = "\"'”".includes(mark) && /\s/.test(before) && !/\s/.test(after);
  if (apostrophe || opening) return -1;
  return stack.findLastIndex((open) => CLOSED_BY[open.mark].includes(mark));
}

function opens(mark, before, after) {
  // French sets a space inside of its marks.
  if (!(mark in CLOSED_BY) || (/\s/.test(after) && !"«‹".includes(mark))) return false;
  return !TWO_FACED.includes(mark) || BEFORE_OPENING.test(before);
}

function paragraphsAround(offset) {
  let [start] = paragraph(blockAt(offset));
  for (let i = 0; i < REACH && blockBefore(blockAt(start)); i++) {
    [start] = paragraph(blockBefore(blockAt(start)));
  }
  const found = [];
  for (let block = blockAt(start); block && found.length < 2 * REACH;) {
    const [from, to, next] = paragraph(block);
    found.push([from, to]);
    block = next;
  }
  return found;
}

/** A paragraph is one block, or several where it is very long. */
function paragraph(block) {
  let [from, to] = [block, block];
  for (let b = blockBefore(from); b && b.end === from.start; b = blockBefore(b)) from = b;
  let next = blockAfter(to);
  for (; next && next.start === to.end; next = blockAfter(next)) to = next;
  return [from.start, to.end, next];
}
