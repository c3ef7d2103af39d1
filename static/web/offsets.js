/** Code points to UTF-16 code units and back: the only script that knows UTF-16. */

const PAIR = /[\ud800-\udbff][\udc00-\udfff]/g;
const SURROGATE = /[\ud800-\udfff]/;

/** Length in code points, which is what Python calls `len`. */
export function codePointLength(string) {
  return SURROGATE.test(string) ? string.length - pairs(string) : string.length;
}

/** The code points before a UTF-16 index; one between the halves of a pair counts as before it. */
export function toCodePoints(string, unit) {
  return codePointLength(string.slice(0, inside(string, unit) ? unit - 1 : unit));
}

/** The UTF-16 index that has `point` code points before it. */
export function toUtf16(string, point) {
  if (!SURROGATE.test(string)) return point;
  let unit = 0;
  for (let left = point; left > 0 && unit < string.length; left--) {
    unit += inside(string, unit + 1) ? 2 : 1;
  }
  return unit;
}

function pairs(string) {
  return string.match(PAIR)?.length ?? 0;
}

/** Whether an index parts the two halves of a surrogate pair. */
function inside(string, unit) {
  return isHigh(string.charCodeAt(unit - 1)) && isLow(string.charCodeAt(unit));
}

function isHigh(code) {
  return code >= 0xd800 && code <= 0xdbff;
}

function isLow(code) {
  return code >= 0xdc00 && code <= 0xdfff;
}
