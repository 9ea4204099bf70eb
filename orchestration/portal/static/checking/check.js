// Checks one delivery as the door does, as far as single rows go: recognised, read, placed in its
// month, judged. Gives a receipt; nothing is kept and nothing is sent.

import { isoDay } from "./days.js";
import { readDelimited } from "./delimited.js";
import { judgeTable, listed } from "./judge.js";
import { expectedNames, layoutOf, notHere, spelling, tasksOf } from "./recognise.js";
import { checkYears, slotOf, wantedFor } from "./slot.js";
import { Refusal } from "./words.js";
import { readWorkbook } from "./workbook.js";

export async function check(held, delivery, today, progress = () => {}) {
  const receipt = { delivery: delivery.name, source: delivery.source, status: "accepted" };
  try {
    if (!delivery.contract) throw unexpected(held, delivery);
    const reason = notHere(delivery);
    if (reason) return { ...receipt, status: "not_here", reason };
    return { ...receipt, ...(await judged(held, delivery, today, progress)) };
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return { ...receipt, ...refused(refusal) };
  }
}

function refused(refusal) {
  return {
    status: "refused",
    reason: refusal.message,
    refusal: { where: refusal.where, what: refusal.what, whatToDo: refusal.whatToDo },
    rules: { [refusal.rule]: 1 },
    problems: [],
    findings: [],
    tables: {},
  };
}

function unexpected(held, delivery) {
  const what = "No contract expects a file of this name.";
  return new Refusal(delivery.name, what, `Expected are: ${expectedNames(held).join(", ")}.`);
}

async function judged(held, delivery, today, progress) {
  const { contract, source } = delivery;
  refuseWithoutAgreement(contract.agreement, today, delivery.name);
  progress({ step: "reading", part: 0 });
  const extracts = await extractsOf(held, delivery);
  const slot = slotOf(contract, extracts, delivery.name, today);
  checkYears(contract, extracts, slot.month);
  const tables = {};
  const findings = [];
  const names = Object.keys(extracts);
  for (const [at, name] of names.entries()) {
    const told = (part) => progress({ step: "checking", part: (at + part) / names.length });
    const found = await judgeTable(held, contract, name, extracts[name], slot.month, told);
    tables[name] = { received: found.received, set_aside: found.setAside };
    findings.push(...found.findings);
  }
  const rules = {};
  for (const found of findings) rules[found.rule] = (rules[found.rule] ?? 0) + found.count;
  const problems = listed(findings);
  const asked = refusalAsked(held, problems, findings, delivery.name);
  if (asked) throw asked;
  return {
    supplier: slot.supplier,
    month: slot.month.text,
    part: slot.part,
    afterSending: held.sources[source].after_sending,
    ...{ tables, rules, problems, findings },
  };
}

function refuseWithoutAgreement(agreement, today, where) {
  const day = isoDay(today);
  if (agreement.begins_on <= day && day <= agreement.ends_on) return;
  const isEarly = day < agreement.begins_on;
  const said = isEarly ? `begins on ${agreement.begins_on}` : `ended on ${agreement.ends_on}`;
  const what = `Sharing agreement ${agreement.reference} ${said}, so nothing of it may be loaded.`;
  const remedy = `Renew it with ${agreement.controller}, then send the file again.`;
  throw new Refusal(where, what, remedy, "D60");
}

async function extractsOf(held, delivery) {
  const { contract, source } = delivery;
  const extracts = {};
  for (const { file, tables } of tasksOf(delivery)) {
    const layout = layoutOf(contract, file.name);
    const spell = (table) => spelling(held, source, table, file.name);
    if (layout.kind === "workbook") {
      const wanted = (table) => wantedFor(contract, table);
      const told = Object.fromEntries(tables.map((name) => [name, contract.tables[name]]));
      Object.assign(
        extracts,
        await readWorkbook(file, told, spell, wanted, held.passed_over),
      );
    } else {
      const [name] = tables;
      const promised = contract.tables[name].columns.length;
      const wanted = wantedFor(contract, name);
      extracts[name] = await readDelimited(file, layout, spell(name), wanted, promised);
    }
  }
  if (!Object.values(extracts).some((extract) => extract.rows)) {
    const what = "The delivery has headings but no rows.";
    const remedy = "Export it again; if there is truly nothing to report, tell the data team.";
    throw new Refusal(delivery.name, what, remedy);
  }
  return extracts;
}

// A broken rule may be one for which the whole delivery goes back.
function refusalAsked(held, problems, findings, where) {
  const worst = findings.filter((found) => found.severity === "refuse");
  const [rule] = worst.map((found) => found.rule).sort();
  if (!rule) return null;
  const text = held.rules[rule];
  const ofRule = worst.filter((found) => found.rule === rule);
  const count = ofRule.reduce((sum, found) => sum + found.count, 0);
  const line = Math.min(...ofRule.flatMap((found) => found.problems.map(([at]) => at)));
  const what = `${text.sentence.replace(/\.$/, "")} (${count} rows, the first on line ${line}).`;
  return new Refusal(where, what, text.what_to_do, rule);
}

