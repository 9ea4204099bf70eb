// Small pieces of text as the door sees them: white space, capitals, names with stars, numbers
// with commas. Nothing here knows what a column means.

const WHITE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const ENDS_WHITE = new RegExp(`^[${WHITE}]+|[${WHITE}]+$`, "gu");
const ALL_WHITE = new RegExp(`[${WHITE}]+`, "gu");

export function stripped(text) {
  return text.replace(ENDS_WHITE, "");
}

// Capitals taken away as for comparing: ß is ss.
export function folded(text) {
  let made = "";
  for (const sign of text) made += sign === "ı" ? sign : sign.toUpperCase().toLowerCase();
  return made;
}

// A heading, however it is spaced or in whichever capitals.
export function plain(heading) {
  return folded(stripped(heading.replaceAll("\xa0", " ")).replace(ALL_WHITE, " "));
}

const patterns = new Map();

// Whether a name fits a pattern of stars, question marks and [sets], capitals and all.
export function fits(name, pattern) {
  if (!patterns.has(pattern)) {
    patterns.set(pattern, new RegExp(`^(?:${translated(pattern)})$`, "su"));
  }
  return patterns.get(pattern).test(name);
}

export function fitsInAnyCapitals(name, pattern) {
  return fits(folded(name), folded(pattern));
}

export function escaped(text) {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

export function translated(pattern) {
  let made = "";
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern[at];
    const end = sign === "[" ? pattern.indexOf("]", pattern[at + 1] === "]" ? at + 2 : at + 1) : -1;
    if (sign === "*") made += ".*";
    else if (sign === "?") made += ".";
    else if (end > 0) {
      made += `[${pattern.slice(at + 1, end).replaceAll("\\", "\\\\").replace(/^!/, "^")}]`;
      at = end;
    } else made += escaped(sign);
  }
  return made;
}

export function withCommas(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}

// A text or a list as the door's sentences show it.
export function shown(what) {
  if (Array.isArray(what)) return `[${what.map(shown).join(", ")}]`;
  if (typeof what === "number") return String(what);
  const mark = what.includes("'") && !what.includes('"') ? '"' : "'";
  let made = "";
  for (const sign of what) made += shownSign(sign, mark);
  return mark + made + mark;
}

const NAMED = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\" };

function shownSign(sign, mark) {
  if (sign === mark) return `\\${sign}`;
  if (sign in NAMED) return NAMED[sign];
  const code = sign.codePointAt(0);
  const isSeen = sign === " " || !/[\p{C}\p{Z}]/u.test(sign);
  if (isSeen) return sign;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, "0")}`;
  if (code <= 0xffff) return `\\u${code.toString(16).padStart(4, "0")}`;
  return `\\U${code.toString(16).padStart(8, "0")}`;
}

// What is refused, and why: the one error that a sender is meant to read.
export class Refusal extends Error {
  constructor(where, what, whatToDo, rule = "V001") {
    super(`${where}: ${what} ${whatToDo}`);
    this.where = where;
    this.what = what;
    this.whatToDo = whatToDo;
    this.rule = rule;
  }
}
