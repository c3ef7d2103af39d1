/** Where quotations begin and end, and which words report them: read by the server, kept here. */

import { blockAfter, blockAt, blockBefore, reader } from "./reader.js";
import { sentenceAt, snap } from "./snap.js";

const TIME_OUT = 20_000;
const PATIENCE = 2_000;

let asked;
let known = { quotations: [], cues: [] };

/** What one more press of the key takes around an offset: the words of the quotation, those of one
 * that is broken by “he said” together; then its marks too; then the sentences it stands in.
 * Fragments, or null where there is no text. Fails where quotations could not be loaded. */
export async function quotationAt(offset, times = 0) {
  const { quotations } = await load();
  const found = innermost(quotations, offset);
  if (!found) return fragment(sentenceAt(offset));
  if (times % 3 < 2) return times % 3 ? found.outer : found.inner;
  return fragment(sentencesOf(found.outer));
}

/** [[start, end], …] of reporting words in their order; none where they could not be loaded. */
export async function cues() {
  await load().catch(() => null);
  return known.cues;
}

/** All that ranking.js wants to know about the text, at once: a list that opens can't wait. */
export function context() {
  const quotations = known.quotations.map(({ outer }) => outer);
  return { cues: known.cues, quotations, sentenceAt, paragraphAt };
}

/** [start, end] of the paragraph around an offset; a very long one has several blocks. */
export function paragraphAt(offset) {
  const here = blockAt(offset);
  let [start, end] = [here.start, here.end];
  for (let b = blockBefore(here); b && b.end === start; b = blockBefore(b)) start = b.start;
  for (let b = blockAfter(here); b && b.start === end; b = blockAfter(b)) end = b.end;
  return [start, end];
}

/** The deepest around an offset; one that only begins or ends there is the second choice. */
function innermost(quotations, offset) {
  const around = (test) => quotations.filter(({ outer }) => outer.some(test))
    .reduce((best, one) => (best && best.depth > one.depth ? best : one), undefined);
  return around(([start, end]) => start < offset && offset < end)
    ?? around(([start, end]) => start <= offset && offset <= end);
}

/** From the start of the first sentence to the end of the last, or to its mark if that is later. */
function sentencesOf(outer) {
  const [start, end] = [outer[0][0], outer.at(-1)[1]];
  const [from, to] = [sentenceAt(start)?.[0] ?? start, sentenceAt(end - 1)?.[1] ?? end];
  return snap(Math.min(start, from), Math.max(end, to));
}

function fragment(pair) {
  return pair && [pair];
}

/** Asked for once; after a failure once more when somebody wants it. */
function load() {
  asked ??= ask().catch((error) => {
    asked = undefined;
    throw error;
  });
  return asked;
}

async function ask() {
  const answer = await fetch(reader.dataset.quotationsUrl, {
    redirect: "error",
    signal: AbortSignal.timeout(TIME_OUT),
  });
  if (!answer.ok) throw new Error(`Quotations: ${answer.status}`);
  known = await answer.json();
  return known;
}

/** Nothing that is shown waits for it, so it waits for all that is. */
function loadWhenIdle() {
  const idle = globalThis.requestIdleCallback ?? ((act) => setTimeout(act, PATIENCE / 10));
  idle(() => load().catch(() => null), { timeout: PATIENCE });
}

if (document.readyState === "complete") loadWhenIdle();
else addEventListener("load", loadWhenIdle, { once: true });
