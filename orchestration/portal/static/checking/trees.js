// Turns a rule's tree, as compiled from the contract's SQL, into a function of a row.
// It knows SQL's meaning of nothing (null), and no rule.

import { dayOf, DAY, lastDay, later, momentSaid, readMoment } from "./days.js";

// `look(name)` gives a function (row) => the cell of that name; `lists` are the document's.
export function functionOf(tree, look, lists) {
  const grow = (part) => functionOf(part, look, lists);
  const [kind, ...parts] = tree;
  switch (kind) {
    case "@":
      return look(parts[0]);
    case "'":
      return always(parts[0]);
    case "moment":
      return always(momentSaid(parts[0]));
    case "among":
      return among(grow(parts[0]), new Set(lists[parts[1]]));
    case "among days":
      return among(grow(parts[0]), new Set(parts[1].map(momentSaid)));
    case "and":
      return both(grow(parts[0]), grow(parts[1]));
    case "or":
      return either(grow(parts[0]), grow(parts[1]));
    case "not":
      return ofOne(grow(parts[0]), (is) => !is);
    case "is null":
      return isNull(grow(parts[0]));
    case "coalesce":
      return firstOf(parts.map(grow));
    case "least":
      return leastOf(parts.map(grow));
    case "nullif":
      return unless(grow(parts[0]), grow(parts[1]));
    case "case":
      return caseOf(parts.map(grow));
    case "between":
      return both(
        ofTwo(grow(parts[0]), grow(parts[1]), (one, other) => one >= other),
        ofTwo(grow(parts[0]), grow(parts[2]), (one, other) => one <= other),
      );
    case "later":
      return ofOne(grow(parts[0]), (moment) => later(moment, parts[1], parts[2]));
    case "extract":
      return ofOne(grow(parts[1]), EXTRACTS[parts[0]]);
    case "cast":
      return ofOne(grow(parts[0]), CASTS[parts[1]]);
    case "try_cast":
      return ofOne(grow(parts[0]), TRY_CASTS[parts[1]]);
    case "matches":
      return matching(grow(parts[0]), parts[1][1]);
    case "regexp_replace":
      return replacing(grow(parts[0]), parts[1][1], parts[2][1]);
    case "trim":
      return trimming(grow(parts[0]), grow(parts[1])());
    case "try_strptime":
      return reading(grow(parts[0]), parts[1][1]);
    default:
      return further(kind, parts.map(grow));
  }
}

const TWO_SIDED = {
  "=": (one, other) => one === other,
  "<>": (one, other) => one !== other,
  "<": (one, other) => one < other,
  "<=": (one, other) => one <= other,
  ">": (one, other) => one > other,
  ">=": (one, other) => one >= other,
  "+": (one, other) => one + other,
  "-": (one, other) => one - other,
  "*": (one, other) => one * other,
  "/": (one, other) => one / other,
  "//": (one, other) => (other === 0 ? null : Math.trunc(one / other)),
  "%": (one, other) => (other === 0 ? null : one % other),
  "||": (one, other) => one + other,
  power: (one, other) => one ** other,
  strpos: placeOf,
  repeat: (one, count) => one.repeat(Math.max(0, count)),
  "days between": (one, other) => (dayOf(other) - dayOf(one)) / DAY,
};

const ONE_SIDED = {
  negative: (one) => -one,
  lower: lowered,
  upper: raised,
  abs: Math.abs,
  length: (one) => [...one].length,
  last_day: lastDay,
};

const THREE_SIDED = {
  substr: (text, start, length) => {
    const from = Math.max(0, start - 1);
    return [...text].slice(from, Math.max(from, start - 1 + length)).join("");
  },
  split_part: (text, delimiter, place) => text.split(delimiter)[place - 1] ?? "",
  replace: (text, old, made) => (old === "" ? text : text.replaceAll(old, made)),
};

const EXTRACTS = {
  year: (moment) => new Date(moment).getUTCFullYear(),
  month: (moment) => new Date(moment).getUTCMonth() + 1,
  day: (moment) => new Date(moment).getUTCDate(),
  isodow: (moment) => new Date(moment).getUTCDay() || 7,
};

const CASTS = {
  date: dayOf,
  timestamp: (moment) => moment,
  integer: (value) => wholeOf(value, 2n ** 31n),
  bigint: (value) => wholeOf(value, 2n ** 63n),
  hugeint: (value) => wholeOf(value, 2n ** 127n),
  decimal: (value) => (typeof value === "string" ? decimalOf(value) : value),
  text: (value) => String(value),
  boolean: (value) => value,
};

const TRY_CASTS = {
  integer: CASTS.integer,
  bigint: CASTS.bigint,
  decimal: CASTS.decimal,
};

const NUMBER = /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+)?$/;

// A text as a whole number, as the engine casts it: 1.5 is 2 and 1e3 is 1000.
function wholeOf(value, limit) {
  if (typeof value === "boolean") return Number(value);
  if (typeof value === "number") return Math.round(value);
  const text = value.replace(/^[ \t\r\n\v\f]+|[ \t\r\n\v\f]+$/g, "").replace(/^\+/, "");
  if (/^-?\d+$/.test(text)) {
    const whole = BigInt(text);
    return whole >= -limit && whole < limit ? Number(whole) : null;
  }
  if (/^0[xX][0-9a-fA-F]+$/.test(text) || /^0[bB][01]+$/.test(text)) return Number(text);
  if (!NUMBER.test(text)) return null;
  const number = Number(text.replaceAll("_", ""));
  const whole = Math.sign(number) * Math.round(Math.abs(number));
  return Math.abs(whole) < Number(limit) ? whole + 0 : null;
}

// A text as a number of at most twelve digits before the point and six after it.
function decimalOf(value) {
  const found = /^(-?)0*(\d*)(?:\.(\d+))?$/.exec(value);
  if (!found || (found[2] === "" && !/\d/.test(value))) return null;
  const digits = (found[3] ?? "").padEnd(7, "0");
  let whole = BigInt((found[2] || "0") + digits.slice(0, 6));
  if (digits[6] >= "5") whole += 1n;
  if (whole >= 10n ** 18n) return null;
  const said = String(whole).padStart(7, "0");
  const number = Number(`${said.slice(0, -6)}.${said.slice(-6)}`);
  return found[1] ? -number : number;
}

function placeOf(text, part) {
  const at = text.indexOf(part);
  return at < 0 ? 0 : [...text.slice(0, at)].length + 1;
}

function lowered(text) {
  if (isPlain(text)) return text.toLowerCase();
  return each(text, (sign) => (sign === "İ" ? "i" : sign.toLowerCase()));
}

function raised(text) {
  if (isPlain(text)) return text.toUpperCase();
  return each(text, (sign) => (sign === "ß" ? "ẞ" : sign.toUpperCase()));
}

function isPlain(text) {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 127) return false;
  return true;
}

function each(text, change) {
  let made = "";
  for (const sign of text) {
    const changed = change(sign);
    made += [...changed].length === 1 ? changed : sign;
  }
  return made;
}

function further(kind, parts) {
  if (kind in TWO_SIDED) return ofTwo(parts[0], parts[1], TWO_SIDED[kind]);
  if (kind in ONE_SIDED) return ofOne(parts[0], ONE_SIDED[kind]);
  const [first, second, third] = parts;
  const three = THREE_SIDED[kind];
  if (!three) throw new Error(`The document holds a form that this page does not know: ${kind}.`);
  return (row) => {
    const [one, other, last] = [first(row), second(row), third(row)];
    return one === null || other === null || last === null ? null : three(one, other, last);
  };
}

function always(value) {
  return () => value;
}

function ofOne(part, made) {
  return (row) => {
    const value = part(row);
    return value === null ? null : made(value);
  };
}

function ofTwo(left, right, made) {
  return (row) => {
    const one = left(row);
    if (one === null) return null;
    const other = right(row);
    return other === null ? null : made(one, other);
  };
}

function both(left, right) {
  return (row) => {
    const one = left(row);
    if (one === false) return false;
    const other = right(row);
    if (other === false) return false;
    return one === null || other === null ? null : true;
  };
}

function either(left, right) {
  return (row) => {
    const one = left(row);
    if (one === true) return true;
    const other = right(row);
    if (other === true) return true;
    return one === null || other === null ? null : false;
  };
}

function isNull(part) {
  return (row) => part(row) === null;
}

function firstOf(parts) {
  return (row) => {
    for (const part of parts) {
      const value = part(row);
      if (value !== null) return value;
    }
    return null;
  };
}

function leastOf(parts) {
  return (row) => {
    let least = null;
    for (const part of parts) {
      const value = part(row);
      if (value !== null && (least === null || value < least)) least = value;
    }
    return least;
  };
}

function unless(part, other) {
  return (row) => {
    const value = part(row);
    return value === other(row) ? null : value;
  };
}

function caseOf(parts) {
  return (row) => {
    for (let at = 0; at + 1 < parts.length; at += 2) {
      if (parts[at](row) === true) return parts[at + 1](row);
    }
    return parts[parts.length - 1](row);
  };
}

function among(part, held) {
  return (row) => {
    const value = part(row);
    return value === null ? null : held.has(value);
  };
}

function matching(part, pattern) {
  const whole = new RegExp(`^(?:${pattern})$`, "u");
  return ofOne(part, (text) => whole.test(text));
}

function replacing(part, pattern, made) {
  const every = new RegExp(pattern, "gu");
  return ofOne(part, (text) => text.replace(every, () => made));
}

function trimming(part, signs) {
  const held = new Set(signs);
  return ofOne(part, (text) => {
    let [from, to] = [0, text.length];
    while (from < to && held.has(text[from])) from += 1;
    while (to > from && held.has(text[to - 1])) to -= 1;
    return from === 0 && to === text.length ? text : text.slice(from, to);
  });
}

function reading(part, format) {
  return ofOne(part, (text) => readMoment(text, format));
}
