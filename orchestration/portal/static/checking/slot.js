// Who sent a delivery and for which month, taken from its content; and whether its columns are
// those that were promised for that month.

import { dayOf, daysIn, isoDay, momentOf, readDay, two, written } from "./days.js";
import { nameOf } from "./recognise.js";
import { plain, Refusal } from "./words.js";

const ENDS = /^[ \t\r\n\xa0]+|[ \t\r\n\xa0]+$/g;

export class Month {
  constructor(year, month) {
    this.text = `${String(year).padStart(4, "0")}-${two(month)}`;
    this.startsOn = momentOf(year, month, 1);
    this.endsOn = momentOf(year, month, daysIn(year, month));
  }

  static of(moment) {
    const held = new Date(moment);
    return new Month(held.getUTCFullYear(), held.getUTCMonth() + 1);
  }
}

// The columns whose values say it, by table.
export function wantedFor(contract, table) {
  return [contract.supplier, contract.period]
    .filter((said) => said.table === table && said.column)
    .map((said) => said.column);
}

export function slotOf(contract, extracts, where, today) {
  const supplier = supplierOf(contract.supplier, extracts, where);
  const [month, part] = periodOf(contract.period, extracts, where, today);
  return { supplier, month, part };
}

function valuesOf(extracts, table, column) {
  const held = extracts[table]?.values[column] ?? [];
  return [...new Set([...held].map((value) => value.replace(ENDS, "")))].filter(Boolean);
}

function supplierOf(said, extracts, where) {
  if (said.name) return said.name;
  const values = valuesOf(extracts, said.table, said.column);
  if (values.length !== 1) {
    const what = `Column ${said.column} must name one supplier throughout; it holds ${values.length}.`;
    throw new Refusal(where, what, "Send one file for each supplier.");
  }
  if (!said.codes.includes(values[0])) {
    const what = `The supplier in column ${said.column} is not known here.`;
    const remedy = `Correct it, or ask for it to be added to the list '${said.code_set}'.`;
    throw new Refusal(where, what, remedy, "V004");
  }
  return values[0];
}

function periodOf(said, extracts, where, today) {
  let days = [];
  for (const value of valuesOf(extracts, said.table, said.column)) {
    for (const format of said.format) {
      const day = readDay(value, format);
      if (day !== null) days.push(day);
    }
  }
  days.sort((one, other) => one - other);
  if (said.take === "the_latest") {
    days = days.filter((day) => day <= dayOf(today));
    if (days.length) return [endOfYear(days[days.length - 1], said.year_ends_in), ""];
  }
  const ofDays = said.take === "the_only_day";
  const found = new Set(days.map((day) => (ofDays ? isoDay(day) : Month.of(day).text)));
  if (found.size !== 1) throw notOne(said, found.size, ofDays ? "day" : "month", where);
  const month = Month.of(days[0]);
  if (month.startsOn > Month.of(today).startsOn) {
    const what = `It speaks of ${month.text}, which has not come yet.`;
    throw new Refusal(where, what, `Correct column ${said.column}.`, "V005");
  }
  return [month, ofDays ? [...found][0] : ""];
}

function notOne(said, count, unit, where) {
  const told = count ? `${count} ${unit}s` : "no readable date";
  const what = `Column ${said.column} must hold one ${unit} throughout; it holds ${told}.`;
  let remedy = `Send one file for each ${unit}${unit === "day" ? "" : ", with its last day"}.`;
  if (!count) remedy = `Write its dates like ${written(momentOf(2025, 12, 31), said.format[0])}.`;
  return new Refusal(where, what, remedy);
}

function endOfYear(day, lastMonth) {
  const held = new Date(day);
  const isNext = held.getUTCMonth() + 1 > lastMonth;
  return new Month(held.getUTCFullYear() + (isNext ? 1 : 0), lastMonth);
}

export function isInForce(since, until, month) {
  return (since ?? "0000-00") <= month.text && month.text <= (until ?? "9999-99");
}

// Refuse what was not promised that month, or was promised and is missing.
export function checkYears(contract, extracts, month) {
  for (const [name, table] of Object.entries(contract.tables)) {
    const extract = extracts[name];
    if (!extract) {
      if (isInForce(table.since, table.until, month) && !table.may_be_absent) {
        const what = `The delivery lacks table '${name}', which is promised for ${month.text}.`;
        throw new Refusal(contract.title, what, "Export all tables and send them together.");
      }
      continue;
    }
    for (const column of table.columns) checkColumn(name, extract, column, month);
  }
}

function checkColumn(name, extract, column, month) {
  const now = column.headings.filter(([, since, until]) => isInForce(since, until, month));
  const there = extract.headings.filter((_, at) => extract.columns[at] === nameOf(column));
  if (!now.length || (column.may_be_absent && !there.length)) return;
  const said = there.length ? plain(there[0]) : null;
  if (said !== null && now.some(([heading]) => plain(heading) === said)) return;
  const named = column.headings.find(([heading]) => plain(heading) === said);
  const found = named ? `it has '${named[0]}' of other months` : "it has none such";
  const what = `For ${month.text} a column '${now[0][0]}' is promised; ${found}.`;
  throw new Refusal(name, what, "Use the layout of that month.");
}

