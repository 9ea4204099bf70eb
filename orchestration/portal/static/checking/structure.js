// A look at the bytes of delimited text, block by block, as strict as the door's: NUL, stray
// quotation marks, line ends of two kinds, monstrous lines, values that swallow whole rows.

import { Refusal, withCommas } from "./words.js";

export const BLOCK = 1 << 22;
const LONGEST_LINE = 1 << 16;
const LONGEST_RECORD = 1 << 20;
const MOST_COLUMNS = 2000;
const LINE_FEED = 10;
const RETURN = 13;
const QUOTE = 34;
const BLANKS = new Set([9, 10, 11, 12, 13, 32]);

// The text is not UTF-8; `line` is where that shows first.
export class NotUtf8 extends Error {
  constructor(line) {
    super(`line ${line}`);
    this.line = line;
  }
}

export async function bytesOf(blob, from, to) {
  return new Uint8Array(await blob.slice(from, to).arrayBuffer());
}

async function afterMark(blob) {
  const start = await bytesOf(blob, 0, 3);
  return start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf ? 3 : 0;
}

async function lineAt(blob, place) {
  let line = 1;
  for (let at = 0; at < place; at += BLOCK) {
    line += countOf(await bytesOf(blob, at, Math.min(place, at + BLOCK)), LINE_FEED);
  }
  return line;
}

export function countOf(bytes, sign) {
  let count = 0;
  for (let at = bytes.indexOf(sign); at >= 0; at = bytes.indexOf(sign, at + 1)) count += 1;
  return count;
}

function tooLong(name, line) {
  const what = `Line ${line} is longer than ${withCommas(LONGEST_LINE)} bytes.`;
  return new Refusal(name, what, "Export the file again, with one line for each record.");
}

export function joined(one, other) {
  if (!one.length) return other;
  const made = new Uint8Array(one.length + other.length);
  made.set(one);
  made.set(other, one.length);
  return made;
}

// Blocks that each end with a line's end, but for the last; without a byte order mark.
export async function* lineBlocks(blob, name) {
  let start = await afterMark(blob);
  let rest = new Uint8Array(0);
  for (let at = start; at < blob.size; at += BLOCK) {
    const piece = joined(rest, await bytesOf(blob, at, at + BLOCK));
    const cut = piece.lastIndexOf(LINE_FEED) + 1;
    rest = piece.subarray(cut);
    if (rest.length > LONGEST_LINE) throw tooLong(name, await lineAt(blob, start + cut));
    if (cut) yield piece.subarray(0, cut);
    start += cut;
  }
  if (rest.length) yield rest;
}

async function* textBlocks(blob, name) {
  let start = await afterMark(blob);
  for await (const block of lineBlocks(blob, name)) {
    const nul = block.indexOf(0);
    if (nul >= 0) {
      const line = await lineAt(blob, start + nul);
      const what = `Line ${line} holds a NUL: the file was damaged, or is not plain text.`;
      throw new Refusal(name, what, "Export it again as plain text and send that.");
    }
    const wrong = firstNotUtf8(block);
    if (wrong >= 0) throw new NotUtf8(await lineAt(blob, start + wrong));
    yield block;
    start += block.length;
  }
}

// Where the first bytes are that no UTF-8 holds, or -1.
function firstNotUtf8(bytes) {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return -1;
  } catch {
    for (let at = 0; at < bytes.length; ) {
      const length = lengthAt(bytes, at);
      if (!length) return at;
      at += length;
    }
    return -1;
  }
}

// How many bytes the character at a place takes; 0 where it is none.
function lengthAt(bytes, at) {
  const first = bytes[at];
  if (first < 0x80) return 1;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || at + length > bytes.length) return 0;
  const second = bytes[at + 1];
  const [from, to] = { 0xe0: [0xa0, 0xbf], 0xed: [0x80, 0x9f], 0xf0: [0x90, 0xbf], 0xf4: [0x80, 0x8f] }[first] ?? [0x80, 0xbf];
  if (second < from || second > to) return 0;
  for (let next = at + 2; next < at + length; next += 1) {
    if ((bytes[next] & 0xc0) !== 0x80) return 0;
  }
  return length;
}

// Looks at every block; calls `take(text, line, look)` with whole records and the line of the
// first. Refuses what no engine should see.
export async function lookAt(blob, name, delimiter, take) {
  const look = new Look(name, delimiter);
  let rest = new Uint8Array(0);
  const pass = (block, isLast) => {
    const line = look.line;
    const taken = look.take(block, isLast);
    if (taken) take(block.subarray(0, taken), line, look);
    return block.subarray(taken);
  };
  for await (const block of textBlocks(blob, name)) rest = pass(joined(rest, block), false);
  if (rest.length) pass(rest, true);
  if (look.records < 0) throw look.empty();
  return look;
}

class Look {
  constructor(name, delimiter) {
    this.name = name;
    this.delimiter = delimiter.charCodeAt(0);
    this.line = 1;
    this.records = -1;
    this.headings = [];
    this.hasLineBreaks = false;
    this.hasReturns = false;
  }

  refusal(what, whatToDo) {
    return new Refusal(this.name, what, whatToDo);
  }

  empty() {
    return this.refusal("The file is empty.", "Export it again and send that.");
  }

  // Take the whole records of a block into account; say how many bytes they fill.
  take(block, isLast) {
    if (this.records < 0 && block.every((byte) => BLANKS.has(byte))) throw this.empty();
    const lineEnds = placesOf(block, LINE_FEED);
    this.checkLines(block, lineEnds);
    const marks = placesOf(block, QUOTE);
    const inside = areInside(marks, lineEnds);
    if (marks.length) this.checkMarks(block, marks, lineEnds, isLast);
    const ends = lineEnds.filter((_, at) => !inside[at]);
    this.checkEnds(block, marks, ends, lineEnds);
    if (block[block.length - 1] !== LINE_FEED && marks.length % 2 === 0) ends.push(block.length);
    const taken = ends.length ? Math.min(ends[ends.length - 1] + 1, block.length) : 0;
    if (marks.length && block.length - taken > LONGEST_RECORD) {
      throw this.stray(lineEnds, marks[marks.length - 1]);
    }
    if (ends.length) {
      this.count(block, ends, lineEnds, marks, inside);
      this.line += below(lineEnds, taken);
    }
    return taken;
  }

  checkLines(block, lineEnds) {
    let before = -1;
    for (let at = 0; at <= lineEnds.length; at += 1) {
      const end = at < lineEnds.length ? lineEnds[at] : block.length;
      if (end - before > LONGEST_LINE) throw tooLong(this.name, this.line + at);
      before = end;
    }
  }

  lineOf(lineEnds, place) {
    return `Line ${this.line + below(lineEnds, place)}`;
  }

  stray(lineEnds, place) {
    const line = this.lineOf(lineEnds, place);
    const what = `${line} has a quotation mark that does not open or close a whole value.`;
    return this.refusal(what, "Remove it, or double it and put the value in quotation marks.");
  }

  // A mark opens a value right after a delimiter or a line's end, closes it right before one, and
  // is doubled within it.
  checkMarks(block, marks, lineEnds, isLast) {
    for (let at = 0; at < marks.length; at += 1) {
      const place = marks[at];
      const sign = at % 2 ? block[place + 1] : block[place - 1];
      const isAtEdge = at % 2 ? place === block.length - 1 : place === 0;
      const isRight =
        isAtEdge ||
        sign === this.delimiter ||
        sign === LINE_FEED ||
        sign === QUOTE ||
        (at % 2 === 1 && sign === RETURN);
      if (!isRight) throw this.stray(lineEnds, place);
    }
    if (isLast && marks.length % 2) throw this.stray(lineEnds, marks[marks.length - 1]);
  }

  // Programs differ on a carriage return that stands alone, and on ends of two kinds.
  checkEnds(block, marks, ends, lineEnds) {
    const returns = placesOf(block, RETURN);
    if (!returns.length && !this.hasReturns) return;
    const isReturned = (end) => block[Math.max(end - 1, 0)] === RETURN;
    if (this.records < 0 && ends.length) this.hasReturns = isReturned(ends[0]);
    const odd = ends.find((end) => isReturned(end) !== this.hasReturns);
    if (odd !== undefined) {
      const what = `${this.lineOf(lineEnds, odd)} ends in another way than line 1.`;
      throw this.refusal(what, "Export the file again with one kind of line end.");
    }
    if (returns.length === (this.hasReturns ? ends.length : 0)) return;
    const inside = areInside(marks, returns);
    const alone = returns.find(
      (place, at) => block[Math.min(place + 1, block.length - 1)] !== LINE_FEED && !inside[at],
    );
    if (alone !== undefined) {
      const line = this.lineOf(lineEnds, alone);
      const what = `${line} holds a carriage return that does not end the line.`;
      throw this.refusal(what, "Remove it, or export the file again with one kind of end.");
    }
  }

  count(block, ends, lineEnds, marks, inside) {
    if (this.records < 0) this.readHeadings(block.subarray(0, ends[0]));
    let start = 0;
    for (const end of ends) {
      const length = end - start;
      const isBlank = length === 0 || (length === 1 && block[start] === RETURN);
      if (!isBlank || this.headings.length === 1) this.records += 1;
      start = end + 1;
    }
    if (!inside.includes(true)) return;
    this.hasLineBreaks = true;
    const last = ends[ends.length - 1];
    const place = this.swallowed(block, marks, lineEnds, inside, last);
    if (place !== null) {
      const line = this.lineOf(lineEnds, place);
      const what = `${line} has a value in quotation marks that seems to hold whole rows.`;
      const remedy = "Remove the stray quotation marks, or the line breaks of that value.";
      throw this.refusal(what, remedy);
    }
  }

  // Where the first value starts that looks like whole rows between two stray marks: it holds a
  // line's end, and at least one delimiter less than there are columns.
  swallowed(block, marks, lineEnds, inside, last) {
    const within = lineEnds.filter((end, at) => inside[at] && end <= last);
    if (!within.length || marks.length < 2) return null;
    const starts = [];
    for (let at = 0; at < marks.length; at += 2) {
      if (at === 0 || marks[at] !== marks[at - 1] + 1) starts.push(marks[at]);
    }
    const seen = new Set(within.map((end) => below(starts, end) - 1));
    for (const value of [...seen].sort((one, other) => one - other)) {
      const end = value + 1 < starts.length ? starts[value + 1] : block.length;
      if (this.delimitersWithin(block, marks, starts[value], end) >= this.headings.length - 1) {
        return starts[value];
      }
    }
    return null;
  }

  delimitersWithin(block, marks, start, end) {
    let count = 0;
    let at = block.indexOf(this.delimiter, start);
    for (; at >= 0 && at < end; at = block.indexOf(this.delimiter, at + 1)) {
      count += below(marks, at) % 2;
    }
    return count;
  }

  readHeadings(record) {
    if (record.every((byte) => byte === RETURN)) {
      throw this.refusal("Line 1 is empty.", "The headings must stand on line 1.");
    }
    if (countOf(record, this.delimiter) >= MOST_COLUMNS) {
      const what = `Line 1 has more than ${withCommas(MOST_COLUMNS)} columns.`;
      throw this.refusal(what, "Send only the columns that were agreed.");
    }
    const text = new TextDecoder().decode(record);
    this.headings = valuesOf(text.replace(/\r$/, ""), String.fromCharCode(this.delimiter));
  }
}

// The values of one record; its quotation marks are known to be right.
export function valuesOf(record, delimiter) {
  if (!record.includes('"')) return record.split(delimiter);
  const values = [];
  for (let at = 0; at <= record.length; ) {
    let end;
    if (record[at] === '"') {
      end = at + 1;
      while (record[end] !== '"' || record[end + 1] === '"') end += record[end] === '"' ? 2 : 1;
      values.push(record.slice(at + 1, end).replaceAll('""', '"'));
      at = end + 2;
    } else {
      end = record.indexOf(delimiter, at);
      if (end < 0) end = record.length;
      values.push(record.slice(at, end));
      at = end + 1;
    }
  }
  return values;
}

function placesOf(bytes, sign) {
  const found = [];
  for (let at = bytes.indexOf(sign); at >= 0; at = bytes.indexOf(sign, at + 1)) found.push(at);
  return found;
}

// For each place, whether an odd number of marks stands before it.
function areInside(marks, places) {
  if (!marks.length) return new Array(places.length).fill(false);
  let before = 0;
  return places.map((place) => {
    while (before < marks.length && marks[before] < place) before += 1;
    return before % 2 === 1;
  });
}

// How many of the sorted places are below a limit.
function below(places, limit) {
  let [from, to] = [0, places.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (places[middle] < limit) from = middle + 1;
    else to = middle;
  }
  return from;
}
