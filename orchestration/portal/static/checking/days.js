// Days and moments as numbers (milliseconds since 1970, without a time zone), read from text by
// an agreed format just as the door's engine reads them.

export const DAY = 86_400_000;
const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const SPECIAL = new Set(["epoch", "infinity", "-infinity"]);

export function momentOf(year, month, day, hour = 0, minute = 0, second = 0) {
  const made = new Date(0);
  made.setUTCFullYear(year, month - 1, day);
  return made.getTime() + ((hour * 60 + minute) * 60 + second) * 1000;
}

export function dayOf(moment) {
  return Math.floor(moment / DAY) * DAY;
}

export function daysIn(year, month) {
  return new Date(momentOf(year, month + 1, 0)).getUTCDate();
}

// `2025-12-31`, or with a time after it.
export function momentSaid(text) {
  const [year, month, day, hour = 0, minute = 0, second = 0] = text.split(/[-: T]/).map(Number);
  return momentOf(year, month, day, hour, minute, second);
}

export function isoDay(moment) {
  const made = new Date(moment);
  const year = String(made.getUTCFullYear()).padStart(4, "0");
  return `${year}-${two(made.getUTCMonth() + 1)}-${two(made.getUTCDate())}`;
}

export function two(number) {
  return String(number).padStart(2, "0");
}

export function later(moment, count, unit) {
  if (unit === "day") return moment + count * DAY;
  const months = unit === "year" ? count * 12 : count;
  const from = new Date(moment);
  const place = from.getUTCFullYear() * 12 + from.getUTCMonth() + months;
  const year = Math.floor(place / 12);
  const month = place - year * 12 + 1;
  const day = Math.min(from.getUTCDate(), daysIn(year, month));
  return momentOf(year, month, day) + (moment - dayOf(moment));
}

export function lastDay(moment) {
  const held = new Date(moment);
  const [year, month] = [held.getUTCFullYear(), held.getUTCMonth() + 1];
  return momentOf(year, month, daysIn(year, month));
}

const WIDEST = { Y: 4, m: 2, d: 2, H: 2, M: 2, S: 2 };
const FROM = { m: 1, d: 1 };
const TO = { m: 12, d: 31, H: 23, M: 59, S: 59 };
const readers = new Map();

// The moment that a text says in a format, or null. As the engine does it: a part may have fewer
// digits than promised, spaces may stand around the whole, and a space stands for any number.
export function readMoment(text, format) {
  const begin = text.replace(/^[ \t\r\n\v\f]+/, "");
  const whole = begin.replace(/[ \t\r\n\v\f]+$/, "");
  if (SPECIAL.has(whole.toLowerCase())) return momentOf(1900, 1, 1);
  if (!readers.has(format)) readers.set(format, readerOf(format));
  return readers.get(format)(whole);
}

function readerOf(format) {
  const parts = [...format.matchAll(/%([YmdHMSbB])|\s+|[^%\s]/g)].map((found) => found);
  return (text) => {
    const said = { Y: 1900, m: 1, d: 1, H: 0, M: 0, S: 0 };
    let at = 0;
    for (const [part, kind] of parts) {
      if (kind === "b" || kind === "B") {
        const month = MONTHS.indexOf(text.slice(at, at + 3).toLowerCase());
        if (month < 0) return null;
        said.m = month + 1;
        at += 3;
      } else if (kind) {
        const start = at;
        while (at - start < WIDEST[kind] && isDigit(text.charCodeAt(at))) at += 1;
        if (at === start) return null;
        said[kind] = Number(text.slice(start, at));
        if (said[kind] < (FROM[kind] ?? 0) || said[kind] > (TO[kind] ?? 9999)) return null;
      } else if (part.trim() === "") {
        while (at < text.length && text[at].trim() === "") at += 1;
      } else {
        if (text[at] !== part) return null;
        at += 1;
      }
    }
    if (at !== text.length || said.d > daysIn(said.Y, said.m)) return null;
    return momentOf(said.Y, said.m, said.d, said.H, said.M, said.S);
  };
}

function isDigit(code) {
  return code >= 48 && code <= 57;
}

const strict = new Map();
const PARTS = {
  Y: "(?<Y>\\d{4})",
  m: "(?<m>1[0-2]|0[1-9]|[1-9])",
  d: "(?<d>3[01]|[12]\\d|0[1-9]|[1-9]| [1-9])",
  H: "(?<H>2[0-3]|[01]\\d|\\d)",
  M: "(?<M>[0-5]\\d|\\d)",
  S: "(?<S>6[01]|[0-5]\\d|\\d)",
  b: `(?<b>${MONTHS.join("|")})`,
};

// The day that a text says in a format, read more strictly: by it the period is found.
export function readDay(text, format) {
  if (!strict.has(format)) {
    const made = format.replace(/%([YmdHMSb])|\s+|[^%\s]/g, (part, kind) => {
      if (kind) return PARTS[kind];
      return part.trim() === "" ? "\\s+" : part.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    });
    strict.set(format, new RegExp(`^${made}$`, "iu"));
  }
  const said = strict.get(format).exec(text)?.groups;
  if (!said) return null;
  const month = said.b ? MONTHS.indexOf(said.b.toLowerCase()) + 1 : Number(said.m ?? 1);
  const [year, day] = [Number(said.Y ?? 1900), Number(said.d ?? 1)];
  const isDay = year >= 1 && day <= daysIn(year, month);
  return isDay ? momentOf(year, month, day) : null;
}

// `2025-12-31` in a format, as an example or as a date cell is told.
export function written(moment, format) {
  const held = new Date(moment);
  const said = {
    Y: String(held.getUTCFullYear()),
    m: two(held.getUTCMonth() + 1),
    d: two(held.getUTCDate()),
    H: two(held.getUTCHours()),
    M: two(held.getUTCMinutes()),
    S: two(held.getUTCSeconds()),
    b: capital(MONTHS[held.getUTCMonth()]),
  };
  return format.replace(/%([YmdHMSb])/g, (_, kind) => said[kind]);
}

function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}
