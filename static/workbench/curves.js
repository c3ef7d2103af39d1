/* Curves from one span of text to another: pure, boxes in and the letters of an SVG path out.
 *
 * A box is {left, top, right, bottom}, one for each line of a span; y grows downwards.
 */

const INSET = 10; // from the ends of a line's box
const BARS = 11; // what is drawn below a line
const CLOSE = 24; // lines that follow each other: there is no more room than this between them
const SLACK = 3; // of a line's box above its letters
const HEAD = 6.5;
const NEAR = 70; // between two lines: farther ones are joined along the margin, not across letters
const UNDER = 9; // a line's letters and bars, over the next one's letters
const TURN = 6; // radius of a rail's corners

/** {d, at(t), isClose}: the path from one span to another, places on it, whether it is all but none.
 * `rails`: [left, right], the places across where a path may go along the text. */
export function between(source, target, rails) {
  const [a, b] = nearest(source, target);
  if (onOneLine(a, b)) return arch(a, b);
  const way = b.top >= a.top ? 1 : -1;
  const apart = way > 0 ? b.top - a.bottom : a.top - b.bottom;
  return apart < NEAR ? bend(a, b, way) : rail(leave(a, way), enter(b, way), rails);
}

/** Out of sight, to the upper (-1) or lower (+1) edge of what is seen; `inward`: from there. */
export function toEdge(boxes, edge, way, inward, rails) {
  const box = way < 0 ? boxes[0] : boxes.at(-1);
  const [y, end] = [yBeside(box, way), edge];
  const side = nearerSide([box], rails);
  const far = [[rails[side], end]];
  if (!inward) return path([[across(box, side), y], [rails[side], y], ...far]);
  return path([...far, ...enter(box, -way)(side, rails[side])]);
}

/* Rails: out to the margin between two lines, along it, and in again. */

function rail(leaving, entering, rails) {
  const side = nearerSide([leaving.box, entering.box], rails);
  return path([...leaving(side, rails[side]), ...entering(side, rails[side])]);
}

function leave(box, way) {
  const points = (side, x) => [[across(box, side), yBeside(box, way)], [x, yBeside(box, way)]];
  return Object.assign(points, { box });
}

function enter(box, way) {
  const y = yBeside(box, -way);
  const tip = way > 0 ? box.top + SLACK + 2 : box.bottom + 1;
  const points = (side, x) => [[x, y], [across(box, side), y], [across(box, side), tip]];
  return Object.assign(points, { box });
}

/** In the gap above (-1) or below (+1) a line. */
function yBeside(box, way) {
  return way < 0 ? box.top - 3 : box.bottom + UNDER;
}

function across(box, side) {
  return side ? Math.max(box.right - INSET, middle(box)) : Math.min(box.left + INSET, middle(box));
}

/** 0 for the left margin, 1 for the right. */
function nearerSide(boxes, rails) {
  const cost = (side) => boxes.reduce((sum, box) => sum + Math.abs(across(box, side) - rails[side]), 0);
  return cost(1) < cost(0) ? 1 : 0;
}

/** Straight pieces with round corners; plates go on the longest piece along a line. */
function path(points) {
  let d = `M${points[0].map(rounded)}`;
  for (const [i, point] of points.entries()) {
    if (i === 0) continue;
    const next = points[i + 1];
    if (!next) d += `L${point.map(rounded)}`;
    else d += `L${toward(point, points[i - 1])}Q${point.map(rounded)} ${toward(point, next)}`;
  }
  const [p, q] = longestLevel(points);
  const at = (t) => [p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t];
  return { d: d + head(points.at(-2), points.at(-1)), start: points[0], end: points.at(-1), at };
}

function toward([x, y], [toX, toY]) {
  const length = Math.hypot(toX - x, toY - y) || 1;
  const part = Math.min(TURN, length / 2) / length;
  return [x + (toX - x) * part, y + (toY - y) * part].map(rounded);
}

function longestLevel(points) {
  const pieces = points.slice(1).map((point, i) => [points[i], point]);
  const level = pieces.filter(([p, q]) => Math.abs(p[1] - q[1]) < 1);
  return level.reduce((best, one) => (Math.abs(one[0][0] - one[1][0])
    > Math.abs(best[0][0] - best[1][0]) ? one : best), level[0] ?? pieces[0]);
}

function nearest(from, to) {
  let best = null;
  for (const a of from) {
    for (const b of to) {
      const cost = gap(a.top, a.bottom, b.top, b.bottom) * 3 + gap(a.left, a.right, b.left, b.right);
      if (!best || cost < best.cost) best = { cost, pair: [a, b] };
    }
  }
  return best.pair;
}

function gap(start, end, otherStart, otherEnd) {
  return Math.max(0, otherStart - end, start - otherEnd);
}

function onOneLine(a, b) {
  return Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > (a.bottom - a.top) / 2;
}

/** Above a line, from the near end of one to the near end of the other. */
function arch(a, b) {
  const [x, to] = columns(a, b);
  const y = [a.top, b.top];
  const height = Math.min(13, 9 + Math.abs(to - x) / 40);
  const top = Math.min(...y) - height;
  return curve([[x, y[0]], [x, top], [to, top], [to, y[1]]]);
}

function columns(a, b) {
  if (a.left >= b.right) return [inside(a, a.left + INSET), inside(b, b.right - INSET)];
  if (b.left >= a.right) return [inside(a, a.right - INSET), inside(b, b.left + INSET)];
  const x = middle(a);
  return [x, Math.abs(x - b.left) > Math.abs(b.right - x) ? b.right - INSET : b.left + INSET];
}

/** From one line to another, leaving and coming in upright. */
function bend(a, b, way) {
  const x = inside(a, middle(b));
  const to = inside(b, x);
  const isClose = way > 0 ? b.top - a.bottom < CLOSE : a.top - b.bottom < CLOSE;
  const [below, above] = isClose ? [1, SLACK] : [BARS, 0];
  const [y, end] = way > 0 ? [a.bottom + below, b.top + above] : [a.top + above, b.bottom + below];
  const pull = way * Math.min(Math.max(Math.abs(end - y) / 2, isClose ? 0 : 10), 70);
  const bent = curve([[x, y], [x, y + pull], [to, end - pull], [to, end]]);
  // There may be a line of text between the two: plates stay in the gaps at the ends.
  const at = isClose ? bent.at : (t) => bent.at(t > 0.5 ? 0.7 + 0.3 * t : 0.3 * t);
  return { ...bent, at, isClose };
}

function inside(box, x) {
  const inset = Math.min(INSET, (box.right - box.left) / 2);
  return Math.max(box.left + inset, Math.min(x, box.right - inset));
}

function middle({ left, right }) {
  return (left + right) / 2;
}

function curve(points) {
  const [a, b, c, d] = points.map((point) => point.map(rounded));
  const tip = head(on(points, 0.92), points[3]);
  const at = (t) => on(points, t);
  return { d: `M${a}C${b} ${c} ${d}${tip}`, start: points[0], end: points[3], at };
}

/** Two short strokes at a tip, along the direction from where the path comes. */
function head([x, y], tip) {
  const angle = Math.atan2(tip[1] - y, tip[0] - x);
  const [one, other] = [-0.5, 0.5].map((turn) => [
    rounded(tip[0] - HEAD * Math.cos(angle + turn)),
    rounded(tip[1] - HEAD * Math.sin(angle + turn)),
  ]);
  return `M${one}L${tip.map(rounded)}L${other}`;
}

function on([a, b, c, d], t) {
  const u = 1 - t;
  return [0, 1].map((i) =>
    u * u * u * a[i] + 3 * u * u * t * b[i] + 3 * u * t * t * c[i] + t * t * t * d[i]);
}

function rounded(number) {
  return Math.round(number * 10) / 10;
}
