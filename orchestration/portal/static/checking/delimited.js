// Reads delimited text twice: once to look at its bytes and to find what it says of its month and
// sender, once to give its rows. Nothing is kept but the row at hand.

import { bytesOf, countOf, joined, lineBlocks, lookAt, NotUtf8, valuesOf } from "./structure.js";
import { Refusal } from "./words.js";

const DELIMITERS = { ",": "commas", ";": "semicolons", "|": "vertical bars", "\t": "tabs" };
const SAVE_AS_UTF_8 = "Save it as 'CSV UTF-8 (comma delimited)' and send that.";
const LONGEST_LINE = 1 << 16;
const NO_WINDOWS = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

// `spell(headings)` names the columns or refuses; `wanted` are names of columns whose different
// values are told, as `values`, by name.
export async function readDelimited(file, layout, spell, wanted, columnsPromised) {
  const { blob, encoding, found } = await lookedAt(file, layout, spell, wanted, columnsPromised);
  const { look, reading } = found;
  if (reading.refusal) throw reading.refusal;
  const width = look.headings.length;
  if (reading.wrong) {
    const what = `Line ${reading.wrong} does not hold the ${width} values that the headings promise.`;
    throw new Refusal(file.name, what, "Mend the line, or export the file again.");
  }
  return {
    name: file.name,
    sheet: null,
    columns: reading.names,
    headings: reading.headings,
    rows: look.records,
    values: reading.values,
    encoding,
    unlisted: [],
    each: (take, progress) => eachRow(blob, file.name, layout.delimiter, width, take, progress),
  };
}

async function lookedAt(file, layout, spell, wanted, columnsPromised) {
  let [blob, encoding] = [file.blob, "utf-8"];
  const start = await bytesOf(blob, 0, 2);
  const isUtf16 = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
  if (isUtf16) {
    if (!layout.encodings.includes("utf-16")) {
      const what = "The file is not UTF-8; it looks like UTF-16 ('Unicode text'), which was not agreed.";
      throw new Refusal(file.name, what, SAVE_AS_UTF_8);
    }
    encoding = "utf-16";
    blob = await recoded(file, start[0] === 0xff ? "utf-16le" : "utf-16be");
  }
  await checkDelimiter(file.name, blob, layout.delimiter, columnsPromised);
  const look = async () => {
    const reading = new FirstReading(spell, wanted);
    const take = (bytes, line, seen) => reading.take(bytes, line, seen, layout.delimiter);
    return { look: await lookAt(blob, file.name, layout.delimiter, take), reading };
  };
  try {
    return { blob, encoding, found: await look() };
  } catch (error) {
    if (!(error instanceof NotUtf8)) throw error;
    await checkWindows(file, layout, error.line);
    blob = await recoded(file, "windows-1252");
    return { blob, encoding: "windows-1252", found: await look() };
  }
}

async function checkDelimiter(name, blob, agreed, columnsPromised) {
  let first = await bytesOf(blob, 0, LONGEST_LINE);
  const end = first.indexOf(10);
  if (end >= 0) first = first.subarray(0, end + 1);
  const others = Object.keys(DELIMITERS).filter(
    (sign) => sign !== agreed && first.includes(sign.charCodeAt(0)),
  );
  if (first.includes(agreed.charCodeAt(0)) || !others.length || columnsPromised === 1) return;
  const counts = others.map((sign) => countOf(first, sign.charCodeAt(0)));
  const found = others[counts.indexOf(Math.max(...counts))];
  const what = `The columns are separated by ${DELIMITERS[found]}; ${DELIMITERS[agreed]} were agreed.`;
  throw new Refusal(name, what, `Export it again with ${DELIMITERS[agreed]}.`);
}

async function checkWindows(file, layout, line) {
  if (!layout.encodings.includes("windows-1252")) {
    const what = `Line ${line} holds a character that is not UTF-8.`;
    const hint = "It may be Windows-1252 ('ANSI'), which was not agreed.";
    throw new Refusal(file.name, what, `${hint} ${SAVE_AS_UTF_8}`);
  }
  let at = 1;
  for await (const block of lineBlocks(file.blob, file.name)) {
    const place = placeOfUtf8(block);
    if (place >= 0) {
      at += countOf(block.subarray(0, place), 10);
      const what = `Line ${at} is written in UTF-8, but line ${line} is not.`;
      throw new Refusal(file.name, what, `Join the parts in one encoding. ${SAVE_AS_UTF_8}`);
    }
    at += countOf(block, 10);
  }
}

function placeOfUtf8(bytes) {
  const further = (at) => (bytes[at] & 0xc0) === 0x80;
  for (let at = 0; at < bytes.length; at += 1) {
    const first = bytes[at];
    const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || at + length > bytes.length) continue;
    let all = true;
    for (let next = at + 1; next < at + length; next += 1) all &&= further(next);
    if (all) return at;
  }
  return -1;
}

async function recoded(file, encoding) {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const encoder = new TextEncoder();
  const parts = [];
  const refuse = () => {
    const what = "The file holds characters that are in no encoding that was agreed.";
    return new Refusal(file.name, what, SAVE_AS_UTF_8);
  };
  const piece = 1 << 22;
  for (let at = 0; at < file.blob.size; at += piece) {
    const bytes = await bytesOf(file.blob, at, at + piece);
    const isWindows = encoding === "windows-1252";
    if (isWindows && NO_WINDOWS.some((byte) => bytes.includes(byte))) throw refuse();
    try {
      parts.push(encoder.encode(decoder.decode(bytes, { stream: true })));
    } catch {
      throw refuse();
    }
  }
  try {
    parts.push(encoder.encode(decoder.decode()));
  } catch {
    throw refuse();
  }
  return new Blob(parts);
}

// The first reading: headings, the width of every record, and the different values of some columns.
class FirstReading {
  constructor(spell, wanted) {
    this.spell = spell;
    this.wanted = wanted;
    this.names = null;
    this.refusal = null;
    this.wrong = null;
    this.places = [];
    this.values = {};
  }

  take(bytes, line, look, delimiter) {
    const isFirst = this.names === null && this.refusal === null;
    if (isFirst) this.name(look.headings);
    if (this.refusal) return;
    const width = this.headings.length;
    let toSkip = isFirst ? 1 : 0;
    forEachRecord(bytes, line, delimiter, width, (values, at) => {
      if (toSkip) toSkip -= 1;
      else if (values.length !== width) this.wrong ??= at;
      else for (const [place, held] of this.places) held.add(values[place]);
    });
  }

  name(headings) {
    this.headings = headings.map((heading) => this.spell.trimmed(heading));
    try {
      this.names = this.spell.names(this.headings);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.refusal = refusal;
      return;
    }
    for (const name of this.wanted) {
      const place = this.names.indexOf(name);
      if (place >= 0) this.places.push([place, (this.values[name] = new Set())]);
    }
  }
}

// Calls `take(values, line)` for each record of whole lines; blank lines are none.
function forEachRecord(bytes, line, delimiter, width, take) {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const lines = text.split("\n");
  if (lines[lines.length - 1] === "") lines.pop();
  for (let at = 0; at < lines.length; at += 1) {
    const first = line + at;
    let record = lines[at];
    if (record.includes('"')) {
      while (countOfMarks(record) % 2 && at + 1 < lines.length) {
        at += 1;
        record += `\n${lines[at]}`;
      }
    }
    if (record.endsWith("\r")) record = record.slice(0, -1);
    if (record !== "" || width === 1) take(valuesOf(record, delimiter), first);
  }
}

function countOfMarks(text) {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count += 1;
  return count;
}

// The second reading: every row after the headings, with the line it starts on.
async function eachRow(blob, name, delimiter, width, take, progress) {
  let isFirst = true;
  let done = 0;
  let rest = new Uint8Array(0);
  let line = 1;
  const give = (bytes) => {
    forEachRecord(bytes, line, delimiter, width, (values, at) => {
      if (isFirst) isFirst = false;
      else take(values, at);
    });
    line += countOf(bytes, 10);
    done += bytes.length;
    progress(done / blob.size);
  };
  for await (const block of lineBlocks(blob, name)) {
    const held = joined(rest, block);
    const cut = endOfLastRecord(held);
    if (cut) give(held.subarray(0, cut));
    rest = held.subarray(cut);
  }
  if (rest.length) give(rest);
}

// Where the last record of whole lines ends: at a line's end that no quotation mark is open at.
function endOfLastRecord(bytes) {
  const marks = countOf(bytes, 34);
  if (marks % 2 === 0) return bytes[bytes.length - 1] === 10 ? bytes.length : 0;
  let end = bytes.lastIndexOf(34);
  end = bytes.lastIndexOf(10, end - 1);
  while (end >= 0 && countOf(bytes.subarray(0, end), 34) % 2) end = bytes.lastIndexOf(10, end - 1);
  return end + 1;
}
