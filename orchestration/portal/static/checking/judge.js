// Asks every row every rule that one row can answer. What a rule looks at is known, so rows that
// say the same there get the same answer, and it is asked only once.

import { nameOf } from "./recognise.js";
import { isInForce } from "./slot.js";
import { functionOf } from "./trees.js";
import { fits, folded } from "./words.js";

export const TOLD_AT_MOST = 10_000;
const REMEMBERED = 50_000;
const WORST_FIRST = ["refuse", "set_aside", "query", "warn"];
const BETWEEN = "\u0001";

// Asks one table; says how its rows fared and which rules they broke.
export async function judgeTable(held, contract, name, extract, month, progress) {
  const table = new Table(held, contract.tables[name], extract, month);
  await extract.each((values, line) => table.ask(values, line), progress);
  return {
    received: extract.rows,
    setAside: table.setAside,
    findings: [...table.findings.filter((found) => found.count), ...unlisted(contract, name, extract, month)].map(
      (found) => ({ ...found, table: name, file: found.file ?? extract.name, sheet: found.sheet === undefined ? extract.sheet : found.sheet }),
    ),
  };
}

class Table {
  constructor(held, told, extract, month) {
    this.told = told;
    this.places = new Map(extract.columns.map((name, at) => [name, at]));
    this.month = month;
    this.number = -1;
    this.setAside = 0;
    this.findings = [];
    this.cells = this.cellsOf(held.lists);
    this.groups = this.groupsOf(held.lists);
  }

  // What rules look at, by name, each a function of a row that remembers its last answer.
  cellsOf(lists) {
    const cells = new Map([
      ["period_starts_on", () => this.month.startsOn],
      ["period_ends_on", () => this.month.endsOn],
      ["row_number", () => this.number],
    ]);
    for (const column of this.told.columns) {
      const place = this.places.get(nameOf(column));
      const textName = `text of ${column.word}`;
      if (place === undefined) {
        cells.set(textName, () => "");
        cells.set(column.word, () => null);
        continue;
      }
      const text = functionOf(column.text, () => (row) => row[place], lists);
      cells.set(textName, this.remembering(text));
      const value = functionOf(column.value, (name) => cells.get(name), lists);
      cells.set(column.word, this.remembering(value));
    }
    return cells;
  }

  remembering(cell) {
    let [at, answer] = [-1, null];
    return (row) => {
      if (at !== this.number) {
        answer = cell(row);
        at = this.number;
      }
      return answer;
    };
  }

  // The rules by the columns that they look at.
  groupsOf(lists) {
    const headings = new Map(this.told.columns.map((column) => [column.word, nameOf(column)]));
    const groups = new Map();
    for (const rule of this.told.rules) {
      if (rule.needs.some((heading) => !this.places.has(heading))) continue;
      const found = { rule: rule.rule, column: rule.column, severity: rule.severity };
      this.findings.push({ ...found, count: 0, problems: [] });
      const looked = rule.words.map((word) => this.places.get(headings.get(word)));
      const places = [...new Set(looked.filter((place) => place !== undefined))].sort((a, b) => a - b);
      const key = rule.words.length ? places.join() : `row ${this.findings.length}`;
      if (!groups.has(key)) groups.set(key, new Group(rule.words.length ? places : null));
      const look = (name) => this.cells.get(name);
      groups.get(key).add(functionOf(rule.broken, look, lists), this.findings.length - 1);
    }
    return [...groups.values()];
  }

  ask(values, line) {
    this.number += 1;
    let isAside = false;
    for (const group of this.groups) {
      for (const place of group.ask(values)) {
        const found = this.findings[place];
        found.count += 1;
        if (found.severity === "set_aside") isAside = true;
        if (found.problems.length < TOLD_AT_MOST) {
          const at = this.places.get(found.column);
          const value = at === undefined || values[at] === "" ? null : values[at];
          found.problems.push([line, value]);
        }
      }
    }
    if (isAside) this.setAside += 1;
  }
}

const NONE = [];

class Group {
  constructor(places) {
    this.places = places;
    this.rules = [];
    this.answers = new Map();
    this.asked = 0;
    this.remembers = places !== null;
  }

  add(rule, place) {
    this.rules.push([rule, place]);
  }

  ask(row) {
    if (!this.remembers) return this.answer(row);
    const key = this.key(row);
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const answer = this.answer(row);
    if (this.answers.size < REMEMBERED) this.answers.set(key, answer);
    else this.forget();
    return answer;
  }

  key(row) {
    if (this.places.length === 1) return row[this.places[0]];
    let key = "";
    for (const place of this.places) key += row[place] + BETWEEN;
    return key;
  }

  // Where nearly every row says something new, there is nothing to remember.
  forget() {
    this.remembers = false;
    this.answers.clear();
  }

  answer(row) {
    let broken = NONE;
    for (const [rule, place] of this.rules) {
      if (rule(row) === true) broken = broken === NONE ? [place] : [...broken, place];
    }
    return broken;
  }
}

// Columns and sheets that were not promised that month: they are kept aside and told of.
function unlisted(contract, name, extract, month) {
  const promised = new Set();
  for (const column of contract.tables[name].columns) {
    const isPromised = column.headings.some(([, since, until]) => isInForce(since, until, month));
    if (isPromised) promised.add(nameOf(column));
  }
  const further = extract.columns.filter((column) => !promised.has(column));
  return [...further, ...extract.unlisted]
    .filter((column) => !contract.not_loaded.some((known) => fits(folded(column), known)))
    .map((column) => ({
      ...{ rule: "V001", column, severity: "warn", sheet: null, count: 1, problems: [[1, null]] },
      file: extract.rows ? extract.name : null,
    }));
}

// Every problem with its place, the worst first and no more than can be read.
export function listed(findings) {
  const all = findings.flatMap((found) =>
    found.problems.map(([line, value]) => [
      ...[found.table, found.file, found.sheet, line, found.column, found.rule],
      ...[found.severity, value],
    ]),
  );
  const order = (problem) => WORST_FIRST.indexOf(problem[6]);
  all.sort(
    (one, other) =>
      order(one) - order(other) ||
      compared(one[5], other[5]) ||
      compared(one[0], other[0]) ||
      compared(one[3], other[3]) ||
      compared(one[4], other[4]) ||
      compared(one[7], other[7]),
  );
  return all.slice(0, TOLD_AT_MOST);
}

function compared(one, other) {
  if (one === other) return 0;
  if (one === null) return 1;
  if (other === null) return -1;
  if (typeof one === "number") return one - other;
  return comparedTexts(one, other);
}

// By the numbers of their characters, as bytes of UTF-8 are.
function comparedTexts(one, other) {
  const [first, second] = [[...one], [...other]];
  for (let at = 0; at < Math.min(first.length, second.length); at += 1) {
    const apart = first[at].codePointAt(0) - second[at].codePointAt(0);
    if (apart) return apart;
  }
  return first.length - second.length;
}
