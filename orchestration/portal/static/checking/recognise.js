// Which contract a file answers to, which files make one delivery, and what its headings are
// called. A file's name only proposes a contract; its content decides.

import { escaped, fits, fitsInAnyCapitals, folded, plain, Refusal, shown, stripped, translated } from "./words.js";

const PACKED = /\.(zip|gz)$/i;
const OURS = new Set([
  ...["received_sheet", "received_line_number", "received_column", "received_file", "row_number"],
  ...["file_row_number", "filename", "problems", "is_faulty", "is_repeat", "is_set_aside"],
  ...["submission_id", "supplier_code", "received_for_month"],
]);

export class Delivery {
  constructor(source, contract, files, folder) {
    this.source = source;
    this.contract = contract;
    this.files = [...files].sort((one, other) => (one.name < other.name ? -1 : 1));
    this.name = files.length === 1 ? files[0].name : `${folder}/`;
  }
}

// Files ({name, blob}) that came together, as deliveries.
export function deliveries(held, files, folder) {
  const groups = new Map();
  for (const file of files) {
    const source = expecting(held, file.name.replace(/\.gz$/i, ""));
    const contract = source && held.sources[source];
    const part = contract ? sharedPart(contract, file.name) : file.name;
    const key = `${source ?? ""}\n${part}`;
    if (!groups.has(key)) groups.set(key, { source, contract, files: [] });
    groups.get(key).files.push(file);
  }
  return [...groups.keys()].sort().map((key) => {
    const group = groups.get(key);
    return new Delivery(group.source, group.contract, group.files, folder);
  });
}

function expecting(held, name) {
  let [best, found] = [-1, null];
  for (const [source, contract] of Object.entries(held.sources)) {
    const fitting = contract.files.filter((pattern) => fitsInAnyCapitals(name, pattern));
    const longest = Math.max(-1, ...fitting.map((pattern) => [...pattern].length));
    if (longest > best) [best, found] = [longest, source];
  }
  return found;
}

function sharedPart(contract, name) {
  const tables = Object.values(contract.tables);
  const patterns = tables.map((table) => table.file).filter(Boolean);
  if (tables.length === 1 || !patterns.length) return name;
  for (const pattern of patterns) {
    const whole = folded(pattern);
    const star = whole.indexOf("*");
    const [first, rest] = star < 0 ? [whole, ""] : [whole.slice(0, star), whole.slice(star + 1)];
    const match = new RegExp(`^${escaped(first)}(.*)${translated(rest)}$`, "su").exec(folded(name));
    if (match) return match[1];
  }
  return name;
}

export function expectedNames(held) {
  return Object.values(held.sources).flatMap((contract) => contract.files);
}

export function layoutOf(contract, name) {
  const fitting = contract.readers.find((layout) => fitsInAnyCapitals(name, layout.files));
  return fitting ?? contract.readers[0];
}

// Why a file cannot be looked at here, though the door can; null where it can.
export function notHere(delivery) {
  for (const file of delivery.files) {
    if (PACKED.test(file.name)) return "It is packed. Unpack it to check it here, or send it as it is.";
    const kind = layoutOf(delivery.contract, file.name).kind;
    if (kind === "xml") return "XML files are checked only after sending.";
    if (kind === "wide_workbook") return "Published workbooks are checked only after sending.";
  }
  return null;
}

function tableOf(contract, name) {
  for (const [table, told] of Object.entries(contract.tables)) {
    const patterns = told.file ? [told.file] : contract.files;
    if (patterns.some((pattern) => fitsInAnyCapitals(name, pattern))) return table;
  }
  return null;
}

function tablesIn(contract, name) {
  if (layoutOf(contract, name).kind !== "delimited") return Object.keys(contract.tables);
  const table = tableOf(contract, name);
  return table ? [table] : [];
}

// Which tables to read from which file; refuses a delivery that lacks one.
export function tasksOf(delivery) {
  const { contract } = delivery;
  const found = new Set();
  const tasks = delivery.files.map((file) => {
    const tables = tablesIn(contract, file.name).filter((name) => !found.has(name));
    if (!tables.length) {
      const what = "Two files hold the same table, or one holds none.";
      throw new Refusal(file.name, what, "Send each table once.");
    }
    for (const name of tables) found.add(name);
    return { file, tables };
  });
  const all = Object.entries(contract.tables);
  const lacking = all
    .filter(([name, table]) => !found.has(name) && !mayLack(table))
    .map(([name, table]) => table.file ?? name);
  if (lacking.length) {
    const what = `The delivery lacks ${lacking.length} of its ${all.length} files: ${shown(lacking)}.`;
    throw new Refusal(delivery.name, what, "Export all tables together and send them together.");
  }
  return tasks;
}

export function mayLack(table) {
  return table.may_be_absent || table.since !== null || table.until !== null;
}

// How headings are told apart and called; it refuses what cannot be, and what was not agreed.
export function spelling(held, source, table, where) {
  const contract = held.sources[source];
  return {
    trimmed: stripped,
    names: (headings) => {
      refuseTwins(headings, where);
      const names = spelt(held, contract, contract.tables[table], headings, where);
      const same = twice(names.map(folded));
      if (same.length) {
        const what = `The columns ${shown(same)} are an older and a newer heading of the same thing.`;
        throw new Refusal(where, what, "Keep one of them.");
      }
      return names;
    },
  };
}

function refuseTwins(headings, where) {
  const lower = headings.map(folded);
  if (lower.includes("")) {
    const what = `Column ${lower.indexOf("") + 1} has an empty heading.`;
    throw new Refusal(where, what, "Name it, or remove the column.");
  }
  const same = twice(lower);
  if (same.length) {
    const what = `The columns ${shown(same)} have the same heading.`;
    throw new Refusal(where, what, "Keep one of each; the headings must stand on line 1.");
  }
  const taken = [...new Set(lower.filter((heading) => OURS.has(heading)))].sort();
  if (taken.length) {
    const what = `Columns have names that are kept for our own use: ${shown(taken)}.`;
    throw new Refusal(where, what, "Rename them, or leave them out.");
  }
}

function twice(names) {
  const counts = new Map();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return names.flatMap((name, at) => (counts.get(name) > 1 ? [at + 1] : []));
}

function spelt(held, contract, table, headings, where) {
  refuseNotAgreed(contract, headings, where);
  const known = new Map();
  for (const column of table.columns) {
    for (const [heading] of [...column.headings].reverse()) known.set(plain(heading), nameOf(column));
  }
  const there = new Set(headings.map(plain));
  const names = headings.map((heading) => {
    const ours = known.get(plain(heading)) ?? heading;
    const isOlder = plain(ours) !== plain(heading) && there.has(plain(ours));
    return isOlder ? heading : ours;
  });
  const wanted = table.columns.filter((column) => {
    const [, since, until] = column.headings[0];
    return !column.may_be_absent && since === null && until === null;
  });
  const missing = [...new Set(wanted.map(nameOf))].filter((name) => !names.includes(name));
  if (missing.length) throw lacking(held, contract, where, missing, there);
  return names;
}

export function nameOf(column) {
  return column.headings[0][0];
}

function refuseNotAgreed(contract, headings, where) {
  const sent = contract.not_agreed.filter((word) =>
    headings.some((heading) => fits(plain(heading), word)),
  );
  if (sent.length) {
    const what = `The file holds columns that were not agreed: ${shown(sent)}.`;
    const remedy = "Remove them, send it again, and tell your information governance lead.";
    throw new Refusal(where, what, remedy, "V084");
  }
}

function lacking(held, contract, where, missing, there) {
  const all = Object.values(contract.tables).flatMap((table) => table.columns.map(nameOf));
  const found = [...new Set(all)].filter((name) => there.has(plain(name)));
  let what = `Promised columns are missing: ${shown(missing)}. Of those promised the file has: ${shown(found)}.`;
  const other = likeAnother(held, contract, there);
  if (other) {
    what += ` Its headings are those of '${other}'.`;
    return new Refusal(where, what, "Send it under the name that its own template has.");
  }
  return new Refusal(where, what, "Add the columns, spelt as in the template.");
}

function likeAnother(held, contract, there) {
  for (const other of Object.values(held.sources)) {
    if (other === contract) continue;
    for (const table of Object.values(other.tables)) {
      const columns = table.columns.filter((column) => !column.may_be_absent);
      const wanted = new Set(columns.map((column) => plain(nameOf(column))));
      if (wanted.size > 2 && [...wanted].every((name) => there.has(name))) return other.title;
    }
  }
  return null;
}
