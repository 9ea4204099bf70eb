// Reads lists in a workbook: every cell as text, as its sender saw it, in the rows of the sheet.
// What a reader of the sheet does not see, or sees elsewhere than it stands, is refused.

import { DAY, isoDay, momentOf, momentSaid, two, written } from "./days.js";
import { mayLack } from "./recognise.js";
import { fitsInAnyCapitals, plain, Refusal, stripped, withCommas } from "./words.js";
import { AS_LIST, asShown, openWorkbook, partsOf, unwritten, Writing } from "./workbook_parts.js";

const HEADINGS_WITHIN = 20;
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 2000;
const MOST_CELLS = 4_000_000;
const LONGEST_ERROR = 20;
const LATEST = momentOf(9999, 12, 31) + DAY - 1;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const REFERENCE = /^([A-Z]{1,3})([1-9][0-9]{0,6})$/;

// `tables` by name; `spell(table)` and `wanted(table)` as for delimited text. The sheets that a
// template explains itself by are passed over.
export async function readWorkbook(file, tables, spell, wanted, passedOver) {
  const held = await openWorkbook(file);
  const parts = await partsOf(held);
  const ofTheSender = parts.sheets.filter((sheet) => !passedOver.includes(sheet.name));
  const chosen = chosenSheets(file.name, tables, ofTheSender);
  const sheets = {};
  for (const [name, sheet] of Object.entries(chosen)) {
    sheets[name] = await readSheet(held, file.name, name, sheet.part, parts);
  }
  const others = ofTheSender.filter((sheet) => !Object.values(chosen).includes(sheet));
  let unlisted = others.map(
    (sheet) => `${sheet.isVisible ? "another" : "a hidden"} sheet (${sheet.position})`,
  );
  const extracts = {};
  for (const [name, sheet] of Object.entries(chosen)) {
    const list = new List(file.name, name, tables[name], sheets[name], parts);
    extracts[name] = list.extract(sheet.name, spell(name), wanted(name), unlisted);
    unlisted = [];
  }
  return extracts;
}

function chosenSheets(where, tables, sheets) {
  const visible = sheets.filter((sheet) => sheet.isVisible && sheet.part);
  const all = Object.entries(tables);
  if (all.length === 1 && all[0][1].sheet === null) {
    if (visible.length !== 1) {
      const what = `The workbook has ${visible.length} visible sheets; one was expected.`;
      throw new Refusal(where, what, "Send a workbook with that one list in it.");
    }
    return { [all[0][0]]: visible[0] };
  }
  const found = {};
  for (const [name, table] of all) {
    const fitting = sheets.filter((sheet) => fitsInAnyCapitals(sheet.name, table.sheet ?? name));
    if (fitting.length > 1) {
      const what = `${fitting.length} sheets are called like '${table.sheet ?? "None"}'.`;
      throw new Refusal(where, what, "Send one of them.");
    }
    if (fitting.length && !visible.includes(fitting[0])) {
      const what = `The sheet of table '${name}' is hidden, or no sheet of cells.`;
      throw new Refusal(where, what, "Show it, check it and send it again.");
    }
    if (fitting.length) [found[name]] = fitting;
    else if (!mayLack(table)) {
      const what = `The workbook lacks the sheet '${table.sheet ?? "None"}'.`;
      throw new Refusal(where, what, "Send all sheets, named as in the template.");
    }
  }
  return found;
}

class Sheet {
  constructor() {
    this.cells = new Map();
    this.filledRows = new Set();
    this.columns = new Set();
    this.hiddenRows = [];
    this.hiddenColumns = [];
    this.formula = null;
    this.merged = [];
    this.count = 0;
  }

  get width() {
    return Math.max(0, ...this.columns);
  }

  get lastRow() {
    let last = 0;
    for (const row of this.filledRows) if (row > last) last = row;
    return last;
  }
}

async function readSheet(held, where, table, part, parts) {
  const sheet = new Sheet();
  const reading = new Reading(sheet, where, table, parts);
  await held.walk(part, reading);
  const { lastRow, width } = sheet;
  if (lastRow > MOST_ROWS || width > MOST_COLUMNS || lastRow * width > MOST_CELLS) {
    const what = `Table '${table}': a value stands in row ${withCommas(lastRow)} or column`;
    const remedy = "Remove what stands far from the list, or send it as CSV.";
    throw new Refusal(where, `${what} ${letters(width)}, too far away.`, remedy);
  }
  return sheet;
}

// What is met on the way through a sheet.
class Reading {
  constructor(sheet, where, table, parts) {
    Object.assign(this, { sheet, where, table, parts, row: 0, column: 0, cell: null, within: "" });
    this.start = this.start.bind(this);
    this.text = this.text.bind(this);
    this.end = this.end.bind(this);
    this.writing = new Writing();
  }

  start(name, said) {
    if (name === "c") this.toCell(said);
    else if (name === "v" || name === "is") this.toValue(name);
    else if (this.within === "is") this.writing.start(name, said);
    else if (name === "row") {
      this.row = said.r === undefined ? this.row + 1 : Number(said.r);
      this.column = 0;
      if (isOn(said.hidden)) this.sheet.hiddenRows.push(this.row);
    } else if (name === "f") this.sheet.formula ??= `${letters(this.column)}${this.row}`;
    else if (name === "col" && isOn(said.hidden)) {
      this.sheet.hiddenColumns.push([Number(said.min ?? 0), Number(said.max ?? 0)]);
    } else if (name === "mergeCell") this.noteMerged(said.ref ?? "");
  }

  toCell(said) {
    const reference = REFERENCE.exec(said.r ?? "");
    this.column = reference ? numberOf(reference[1]) : this.column + 1;
    this.cell = { kind: said.t ?? "n", style: said.s ?? "", text: "", error: "" };
  }

  toValue(name) {
    this.within = name;
    if (name === "is") this.writing.begin();
    this.sheet.filledRows.add(this.row);
    this.sheet.columns.add(this.column);
    this.sheet.count += 1;
    if (this.sheet.count > MOST_CELLS) {
      const what = `Table '${this.table}' has more than ${withCommas(MOST_CELLS)} filled cells.`;
      throw new Refusal(this.where, what, "Send it as CSV.");
    }
  }

  noteMerged(area) {
    const [first, last = ""] = area.split(":");
    const end = REFERENCE.exec(last);
    if (end) this.sheet.merged.push([Number(end[2]), first]);
  }

  text(characters) {
    if (!this.cell) return;
    if (this.cell.kind === "e" && this.cell.error.length < LONGEST_ERROR) {
      this.cell.error += stripped(characters);
    }
    if (this.within === "v") this.cell.text += characters;
    else if (this.within === "is") this.writing.text(characters);
  }

  end(name) {
    if (name === "is") this.cell.text = this.writing.made;
    if (name === "v" || name === "is") this.within = "";
    else if (this.within === "is") this.writing.end(name);
    else if (name === "c") {
      const value = valueOf(this.cell, this.parts);
      if (value !== null) {
        if (!this.sheet.cells.has(this.row)) this.sheet.cells.set(this.row, new Map());
        this.sheet.cells.get(this.row).set(this.column, value);
        this.sheet.columns.add(this.column);
      }
      this.cell = null;
    }
  }
}

// A cell as {kind, value}; null where it is empty.
function valueOf(cell, parts) {
  const { kind, text, style } = cell;
  if (kind === "e") return { kind: "text", value: cell.error };
  if (kind === "s") return asText(parts.texts[/^\d+$/.test(text) ? Number(text) : 0] ?? "");
  if (kind === "inlineStr") return asText(text);
  if (kind === "str") return asText(unwritten(text));
  if (text === "") return null;
  if (kind === "b") return { kind: "truth", value: text !== "0" };
  if (kind === "d") return { kind: "said", value: text };
  if (!NUMBER.test(text)) return asText(text);
  const number = Number(text);
  const date = parts.dates[style];
  if (date) return { kind: date, value: number };
  return { kind: "number", value: number, shown: parts.shown[style] };
}

function asText(text) {
  return text === "" ? null : { kind: "text", value: text };
}

// One list on a sheet: where its headings stand, and its rows below them.
class List {
  constructor(where, name, table, sheet, parts) {
    Object.assign(this, { where, name, table, sheet, parts });
  }

  refusal(what, whatToDo) {
    return new Refusal(this.where, `Table '${this.name}': ${what}`, whatToDo);
  }

  extract(sheetName, spell, wanted, unlisted) {
    const on = this.headingsOn();
    const places = [];
    const headings = [];
    for (const [column, cell] of inOrder(this.sheet.cells.get(on) ?? new Map())) {
      const heading = stripped(asHeading(cell, this.parts));
      if (heading) [places, headings].forEach((list, at) => list.push(at ? heading : column));
    }
    const names = spell.names(headings);
    this.checkSeen(on);
    const formats = names.map((name) => this.formatOf(name));
    const lines = this.filledLines(on, new Set(places));
    const rowOf = (line) => {
      const cells = this.sheet.cells.get(line);
      return places.map((place, at) => textOf(cells.get(place), formats[at], this.parts) ?? "");
    };
    const values = Object.fromEntries(
      wanted
        .filter((name) => names.includes(name))
        .map((name) => [name, new Set(lines.map((line) => rowOf(line)[names.indexOf(name)]))]),
    );
    const each = (take) => lines.forEach((line) => take(rowOf(line), line));
    const held = { name: this.where, sheet: sheetName, columns: names, headings, values, unlisted };
    return { ...held, rows: lines.length, each };
  }

  // The row that holds most of the headings promised in any month; titles stand above it.
  headingsOn() {
    const last = Math.max(0, ...this.sheet.cells.keys());
    if (!last) throw this.refusal("the sheet is empty.", "Fill it in, or leave its headings.");
    const promised = new Set(
      this.table.columns.flatMap((column) => column.headings.map(([heading]) => plain(heading))),
    );
    let [best, found] = [-1, 1];
    for (let line = 1; line <= Math.min(last, HEADINGS_WITHIN); line += 1) {
      const cells = [...(this.sheet.cells.get(line) ?? new Map()).values()];
      const there = new Set(cells.map((cell) => plain(asHeading(cell, this.parts))));
      const known = [...there].filter((heading) => promised.has(heading)).length;
      if (known > best) [best, found] = [known, line];
    }
    return found;
  }

  formatOf(name) {
    const fitting = this.table.columns.filter((column) => column.headings[0][0] === name);
    return fitting.length ? fitting[fitting.length - 1].format : null;
  }

  filledLines(on, named) {
    const lines = [];
    for (const [line, cells] of inOrder(this.sheet.cells)) {
      const isFilled = [...cells.values()].some((cell) => !isBlank(cell));
      if (line <= on || !isFilled) continue;
      for (const [column, cell] of inOrder(cells)) {
        if (!named.has(column) && !isBlank(cell)) {
          const what = `column ${letters(column)} has a value in row ${line}, but no heading.`;
          throw this.refusal(what, "Name the column, or empty it.");
        }
      }
      lines.push(line);
    }
    return lines;
  }

  checkSeen(on) {
    const { sheet } = this;
    const hidden = sheet.hiddenRows.find((row) => row >= on && sheet.filledRows.has(row));
    if (hidden !== undefined) {
      throw this.refusal(`row ${hidden} is hidden, as a filter hides rows.`, `Show all rows. ${AS_LIST}`);
    }
    const unseen = [...sheet.columns].filter((column) =>
      sheet.hiddenColumns.some(([first, last]) => first <= column && column <= last),
    );
    if (unseen.length) {
      const what = `column ${letters(Math.min(...unseen))} is hidden, but holds values.`;
      throw this.refusal(what, "Show it, or remove it.");
    }
    if (sheet.formula) throw this.refusal(`cell ${sheet.formula} is computed by a formula.`, AS_LIST);
    const merged = sheet.merged.find(([lastRow]) => lastRow > on);
    if (merged) {
      throw this.refusal(`cell ${merged[1]} is merged with others.`, "Unmerge the cells, and fill in each.");
    }
  }
}

function inOrder(held) {
  return [...held.entries()].sort(([one], [other]) => one - other);
}

function isBlank(cell) {
  return cell.kind === "text" && !stripped(cell.value);
}

function asHeading(cell, parts) {
  if (cell.kind === "number") {
    const text = textOf(cell, null, parts);
    return /^-?\d+$/.test(text) ? `${text}.0` : text;
  }
  if (cell.kind === "truth") return cell.value ? "True" : "False";
  return textOf(cell, null, parts) ?? "";
}

// The cell as its sender sees it; an empty one is nothing.
function textOf(cell, format, parts) {
  if (cell === undefined) return null;
  if (cell.kind === "text") return cell.value;
  if (cell.kind === "truth") return cell.value ? "TRUE" : "FALSE";
  if (cell.kind === "number") return cell.shown ? asShown(cell.value, cell.shown) : asDigits(cell.value);
  if (cell.kind === "said") return momentShown(momentSaid(cell.value), format);
  if (cell.kind === "span") return spanOf(Math.round(cell.value * DAY));
  if (cell.value < 1) return timeOf(within(Math.round(cell.value * DAY)));
  const moment = momentOfSerial(cell.value, parts.is1904);
  if (moment > LATEST) return asDigits(cell.value);
  return momentShown(moment, format);
}

function momentShown(moment, format) {
  if (format) return written(moment, format);
  return moment % DAY === 0 ? isoDay(moment) : `${isoDay(moment)} ${timeOf(within(moment), false)}`;
}

// The day 60 of the old calendar of spreadsheets, 29 February 1900, never was.
function momentOfSerial(serial, is1904) {
  const days = is1904 ? serial + 1462 : serial;
  const first = momentOf(1899, 12, days < 60 ? 31 : 30);
  return first + Math.round(days * DAY);
}

// The time of the day, in milliseconds.
function within(milliseconds) {
  return ((milliseconds % DAY) + DAY) % DAY;
}

function timeOf(milliseconds, withParts = true) {
  const seconds = Math.floor(milliseconds / 1000);
  const parts = [seconds / 3600, (seconds / 60) % 60, seconds % 60];
  const rest = withParts && milliseconds % 1000 ? `.${String(milliseconds % 1000).padStart(3, "0")}000` : "";
  return parts.map((part) => two(Math.floor(part))).join(":") + rest;
}

function spanOf(milliseconds) {
  const days = Math.floor(milliseconds / DAY);
  const time = timeOf(within(milliseconds)).replace(/^0/, "");
  return days ? `${days} day${Math.abs(days) === 1 ? "" : "s"}, ${time}` : time;
}

// Whole numbers without a point, others with fifteen digits at most.
function asDigits(number) {
  if (Number.isInteger(number) && Math.abs(number) < 1e15) return String(number + 0);
  if (!Number.isFinite(number)) return number > 0 ? "inf" : "-inf";
  const [digits, power] = number.toExponential(14).split("e");
  const exponent = Number(power);
  const trimmed = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
  if (exponent < -4 || exponent >= 15) {
    return `${trimmed(digits)}e${exponent < 0 ? "-" : "+"}${two(Math.abs(exponent))}`;
  }
  return trimmed(number.toFixed(Math.min(100, 14 - exponent)));
}

function isOn(text) {
  return text === "1" || text === "true";
}

function numberOf(column) {
  let number = 0;
  for (const sign of column) number = number * 26 + sign.charCodeAt(0) - 64;
  return number;
}

// The sheet's letters of a column counted from 1.
function letters(column) {
  let text = "";
  for (let rest = column; rest; ) {
    text = String.fromCharCode(65 + ((rest - 1) % 26)) + text;
    rest = Math.floor((rest - 1) / 26);
  }
  return text;
}
