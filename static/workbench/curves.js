/* Curves from one span of text to another: pure, boxes in and the letters of an SVG path out.
 *
 * A box is {left, top, right, bottom}, one for each line of a span; y grows downwards.
 */

const INSET = 10; // from the ends of a line's box
const BARS = 11; // what is drawn below a line
const HEAD = 4.5;
const REACH = 22; // of a line that leads out of sight

/** {d, at(t)}: the path from one span to another, and places on it. */
export function between(from, to) {
  const [a, b] = nearest(from, to);
  if (onOneLine(a, b)) return arch(a, b);
  return bend(a, b, b.top >= a.top ? 1 : -1);
}

/** From a span to the upper (-1) or lower (+1) edge of what is seen; `inward`: the other way round. */
export function toEdge(boxes, edge, way, inward) {
  const box = way < 0 ? boxes[0] : boxes.at(-1);
  const x = (box.left + box.right) / 2;
  const y = way < 0 ? box.top : box.bottom + BARS;
  const end = Math.abs(edge - y) < REACH ? y + way * REACH : edge;
  const points = [[x, y], [x, y + (end - y) / 3], [x, end - (end - y) / 3], [x, end]];
  return curve(inward ? points.toReversed() : points);
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
  const height = Math.min(24, 9 + Math.abs(to - x) / 12);
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
  const [y, end] = way > 0 ? [a.bottom + BARS, b.top] : [a.top, b.bottom + BARS];
  const pull = way * Math.max(10, Math.min(Math.abs(end - y) / 2, 70));
  return curve([[x, y], [x, y + pull], [to, end - pull], [to, end]]);
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
  const path = `M${a}C${b} ${c} ${d}`;
  return { d: path + head(points), start: points[0], end: points[3], at: (t) => on(points, t) };
}

/** Two short strokes at the end, along the direction that the curve comes in. */
function head(points) {
  const tip = points[3];
  const [x, y] = on(points, 0.92);
  const angle = Math.atan2(tip[1] - y, tip[0] - x);
  const [one, other] = [-0.5, 0.5].map((turn) => [
    rounded(tip[0] - HEAD * Math.cos(angle + turn) * 1.5),
    rounded(tip[1] - HEAD * Math.sin(angle + turn) * 1.5),
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
