/** Who most likely says a claim: this article's speakers in the order in which they are offered. */

// Code points between a speaker and the reporting word: “Ann Lee, who led the talks, said”.
const REACH = 80;
// Code points that may lie between a claim and the sentence that attributes it: marks and a space.
const BESIDE = 6;

/** Uids of speakers, the likeliest first: next to a reporting word of the claim's sentences, then
 * the nearest, those in its paragraph before others, then who speaks more often.
 *
 * claim: {uid, fragments}; speakers: [{uid, fragments, said}]; cues: [[start, end], …] in order;
 * sentenceAt and paragraphAt: [start, end] around an offset, or null. */
export function rank(claim, speakers, { cues, sentenceAt, paragraphAt = () => null }) {
  const beside = speakersAtCues(claim, speakers, cues, sentenceAt);
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
 * where a whole sentence is the claim. A word inside reports what others say in it. */
function speakersAtCues(claim, speakers, cues, sentenceAt) {
  const found = new Map();
  for (const [sentences, isNear] of [[ownSentences(claim, sentenceAt), true],
    [sentencesBeside(claim, sentenceAt), false]]) {
    for (const cue of cues.filter((one) => touches(sentences, one))) {
      const inside = touches(claim.fragments, cue);
      if (inside && !isNear) continue;
      const nearest = nearestTo(cue, speakers.filter(({ fragments }) =>
        fragments.some((one) => touches(sentences, one))
        && fragments.some((one) => touches(claim.fragments, one)) === inside));
      if (nearest) found.set(nearest, Math.min(found.get(nearest) ?? 2, inside ? 1 : 0));
    }
    if ([...found.values()].includes(0)) break;
  }
  return found;
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
function ownSentences({ fragments }, sentenceAt) {
  return fragments.map(([start, end]) =>
    [sentenceAt(start)?.[0] ?? start, Math.max(sentenceAt(end - 1)?.[1] ?? end, end)]);
}

/** “Is it over?” she asked: the attribution may be a sentence of its own, behind or before. */
function sentencesBeside({ fragments }, sentenceAt) {
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
