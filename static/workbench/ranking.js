/** Who most likely says a claim: this article's speakers in the order in which they are offered. */

// Code points between a speaker and the reporting word: “Ann Lee, who led the talks, said”.
const REACH = 80;
// Code points that may lie between a claim and the sentence that attributes it: marks and a space.
const BESIDE = 6;

/** Uids of speakers, the likeliest first: next to a reporting word of the claim's sentences, then
 * the nearest, those in its paragraph before others, then who speaks more often.
 *
 * claim: {uid, fragments}; speakers: [{uid, fragments, said}]; cues: [[start, end], …] in order;
 * quotations: [[[start, end], …], …], each with its marks; sentenceAt and paragraphAt:
 * [start, end] around an offset, or null. */
export function rank(claim, speakers, context) {
  const { paragraphAt = () => null } = context;
  const beside = speakersAtCues(claim.fragments, speakers, context);
  const paragraphs = starts(claim.fragments, paragraphAt);
  const keys = new Map(speakers.map((speaker) => [speaker.uid, [
    beside.get(speaker.uid) ?? 2,
    placeOf(claim, speaker, paragraphs, paragraphAt),
    distance(claim.fragments, speaker.fragments),
    -(speaker.said ?? 0),
    speaker.fragments[0][0],
  ]]));
  return [...keys.keys()].sort((a, b) => compare(keys.get(a), keys.get(b)));
}

/** By uid: 0 for who stands next to a reporting word beside the claim, 1 for one inside of it, as
 * where a whole sentence is the claim. If there is none in its own sentences, those of the
 * quotation it is a part of are looked at, and then the ones beside them. */
function speakersAtCues(fragments, speakers, { cues, quotations = [], sentenceAt }) {
  const quoted = quotationOf(fragments, quotations) ?? fragments;
  const own = atCues(fragments, sentencesOf(fragments, sentenceAt), speakers, cues);
  if ([...own.values()].includes(0)) return own;
  for (const sentences of [sentencesOf(quoted, sentenceAt), sentencesBeside(quoted, sentenceAt)]) {
    const found = atCues(quoted, sentences, speakers, cues);
    found.forEach((place, uid) => place === 0 || found.delete(uid));
    if (found.size) return new Map([...own, ...found]);
  }
  return own;
}

/** A word inside of the fragments reports what somebody says in them: it is for speakers there. */
function atCues(claimed, sentences, speakers, cues) {
  const found = new Map();
  const near = speakers.filter(({ fragments }) => fragments.some((one) => touches(sentences, one)));
  for (const cue of cues.filter((one) => touches(sentences, one))) {
    const inside = touches(claimed, cue);
    const nearest = nearestTo(cue, near.filter(({ fragments }) =>
      fragments.some((one) => touches(claimed, one)) === inside));
    if (nearest) found.set(nearest, Math.min(found.get(nearest) ?? 2, inside ? 1 : 0));
  }
  return found;
}

/** The smallest quotation that holds all of a claim. */
function quotationOf(fragments, quotations) {
  const holds = (quotation) => fragments.every(([from, to]) =>
    quotation.some(([start, end]) => start <= from && to <= end));
  const length = (quotation) => quotation.reduce((sum, [start, end]) => sum + end - start, 0);
  return quotations.filter(holds).sort((a, b) => length(a) - length(b))[0];
}

/** The uid of the speaker next to a cue; of two, the one before: “Lee told Fox”. */
function nearestTo(cue, speakers) {
  let [best, least] = [undefined, REACH + 1];
  for (const { uid, fragments } of speakers) {
    const far = distance([cue], fragments);
    if (far < least || (far === least && fragments[0][0] < cue[0])) [best, least] = [uid, far];
  }
  return best;
}

/** Extents from the sentence where a fragment begins to the one where it ends. */
function sentencesOf(fragments, sentenceAt) {
  return fragments.map(([start, end]) =>
    [sentenceAt(start)?.[0] ?? start, Math.max(sentenceAt(end - 1)?.[1] ?? end, end)]);
}

/** “Is it over?” she asked: the attribution may be a sentence of its own, behind or before. */
function sentencesBeside(fragments, sentenceAt) {
  const [start, end] = [fragments[0][0], fragments.at(-1)[1]];
  const found = [];
  for (let step = 1; step <= BESIDE; step++) {
    const [after, before] = [sentenceAt(end + step), sentenceAt(Math.max(start - step, 0))];
    if (after && after[0] >= end && after[0] <= end + BESIDE) found.push(after);
    if (before && before[1] <= start && before[1] >= start - BESIDE) found.push(before);
  }
  return found;
}

/** 0 in a paragraph of the claim, 1 in the claim itself, 2 elsewhere. */
function placeOf(claim, { fragments }, paragraphs, paragraphAt) {
  if (fragments.some((one) => touches(claim.fragments, one))) return 1;
  return starts(fragments, paragraphAt).some((start) => paragraphs.includes(start)) ? 0 : 2;
}

function starts(fragments, paragraphAt) {
  return fragments.flatMap(([start, end]) => [start, end - 1].map((at) => paragraphAt(at)?.[0]));
}

/** Code points between two annotations; none where they touch. */
function distance(some, others) {
  const gaps = some.flatMap(([start, end]) =>
    others.map(([from, to]) => Math.max(from - end, start - to, 0)));
  return Math.min(...gaps);
}

function touches(extents, [from, to]) {
  return extents.some(([start, end]) => start < to && from < end);
}

function compare(some, others) {
  const place = some.findIndex((value, i) => value !== others[i]);
  return place < 0 ? 0 : some[place] - others[place];
}
