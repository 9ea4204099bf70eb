// The page on which a sender checks files before sending them: takes the files, shows progress and
// what was found. What is right is decided in the worker; nothing here sends anything.

(() => {
  const SHOWN_LINES = 20;
  const SEVERITIES = {
    refuse: ["The file would go back to you", "red"],
    set_aside: ["These rows would be kept out", "red"],
    query: ["These rows would count, and you would be asked about them", "yellow"],
    warn: ["These rows would count, with a mark", "grey"],
  };
  const NO_RULES = "The rules could not be loaded. Look whether you are still signed in, then try again.";
  const BROKE_OFF = "The check broke off. Send the file: it is checked in the same way when it arrives.";
  const STARTS_A_FORMULA = /^[=+\-@\t\r]/;

  const at = (id) => document.getElementById(id);
  const form = at("check-form");
  const input = at("check-files");
  const title = document.title;
  let [worker, contracts] = [null, null];
  let receipts = [];

  function made(name, attributes = {}, ...content) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...content.filter((part) => part !== null && part !== ""));
    return element;
  }

  const told = (text) => made("p", { class: "govuk-body" }, text);
  const heading = (level, text) => made(`h${level}`, { class: `govuk-heading-${level === 2 ? "m" : "s"}` }, text);
  const counted = (number, one, many) => `${number.toLocaleString("en-GB")} ${number === 1 ? one : many}`;

  // The contracts lie in the page itself, or are asked of the portal once.
  async function theContracts() {
    const within = at("check-contracts");
    if (within) return JSON.parse(within.textContent);
    const answer = await fetch(form.dataset.contracts, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error("no contracts");
    return answer.json();
  }

  function newWorker() {
    const within = at("check-worker");
    if (!within) return new Worker(form.dataset.worker, { type: "module" });
    return new Worker(URL.createObjectURL(new Blob([within.textContent], { type: "text/javascript" })));
  }

  // The present moment as the sender's own clock shows it.
  function today() {
    const now = new Date();
    return now.getTime() - now.getTimezoneOffset() * 60_000;
  }

  async function begin(event) {
    event.preventDefault();
    stop();
    clear();
    const files = [...input.files];
    if (!files.length) return complain(["Choose a file to check."]);
    at("check-now").hidden = false;
    at("check-again").disabled = true;
    say(`Reading ${files.length === 1 ? files[0].name : `${files.length} files`} …`, 0);
    try {
      contracts ??= await theContracts();
    } catch {
      stop();
      return complain([NO_RULES]);
    }
    worker = newWorker();
    worker.addEventListener("message", ({ data }) => heard(data));
    worker.addEventListener("error", () => heard({ kind: "failed" }));
    worker.postMessage({ contracts, files, today: today(), folder: "these files" });
    return undefined;
  }

  function heard(said) {
    if (said.kind === "progress") {
      const verb = said.step === "reading" ? "Reading" : "Checking";
      say(`${verb} ${said.delivery} …`, said.part);
    } else if (said.kind === "receipt") receipts.push(said.receipt);
    else if (said.kind === "done") {
      stop();
      show();
    } else {
      stop();
      complain([BROKE_OFF]);
    }
  }

  function say(text, part) {
    at("check-progress").value = part;
    if (at("check-doing").textContent !== text) at("check-doing").textContent = text;
  }

  function stop() {
    worker?.terminate();
    worker = null;
    at("check-now").hidden = true;
    at("check-again").disabled = false;
  }

  function clear() {
    receipts = [];
    document.title = title;
    at("check-complaint").replaceChildren();
    at("check-found").replaceChildren();
    input.removeAttribute("aria-describedby");
    input.setAttribute("aria-describedby", "check-files-hint");
    form.querySelector(".govuk-form-group").classList.remove("govuk-form-group--error");
    at("check-files-error").hidden = true;
  }

  // What stands in the way, above everything, with a way to where it can be mended.
  function complain(sentences, beside = sentences[0]) {
    const list = sentences.map((text) => made("li", {}, made("a", { href: "#check-files" }, text)));
    const summary = made(
      "div",
      { class: "govuk-error-summary", role: "alert", tabindex: "-1" },
      made("h2", { class: "govuk-error-summary__title" }, "There is a problem"),
      made("ul", { class: "govuk-list govuk-error-summary__list" }, ...list),
    );
    at("check-complaint").replaceChildren(summary);
    form.querySelector(".govuk-form-group").classList.add("govuk-form-group--error");
    at("check-files-error").hidden = false;
    at("check-files-error-text").textContent = beside;
    input.setAttribute("aria-describedby", "check-files-hint check-files-error");
    document.title = `Error: ${title}`;
    summary.focus();
  }

  function show() {
    const refused = receipts.filter((receipt) => receipt.status === "refused");
    const found = at("check-found");
    found.replaceChildren(...receipts.flatMap(shown));
    const all = receipts.flatMap((receipt) => receipt.problems ?? []);
    if (all.length) found.append(listToKeep());
    if (refused.length) complain(refused.map((receipt) => receipt.reason), "Mend the file, then choose it again.");
    else found.focus();
  }

  function shown(receipt) {
    const parts = [heading(2, receipt.delivery)];
    if (receipt.status === "refused") {
      const { what, whatToDo } = receipt.refusal;
      return [...parts, tag("It would go back to you", "red"), told(what), told(whatToDo)];
    }
    if (receipt.status === "not_here") {
      return [...parts, tag("Not checked here", "grey"), told(receipt.reason)];
    }
    const tables = Object.values(receipt.tables);
    const [rows, aside] = ["received", "set_aside"].map((key) => tables.reduce((sum, table) => sum + table[key], 0));
    const groups = groupsOf(receipt);
    parts.push(aside ? tag(`${counted(aside, "row", "rows")} would be kept out`, "red") : tag("No row would be kept out", "green"));
    parts.push(told(`${counted(rows, "row", "rows")} for ${period(receipt)} from ${receipt.supplier} were read.`));
    if (!groups.length) parts.push(told("Nothing was found that one row can show."));
    return [...parts, ...groups.map(groupShown), later(receipt)];
  }

  function period(receipt) {
    const day = new Date(receipt.part || `${receipt.month}-01`);
    const parts = { month: "long", year: "numeric", timeZone: "UTC" };
    return day.toLocaleDateString("en-GB", receipt.part ? { day: "numeric", ...parts } : parts);
  }

  function tag(text, colour) {
    return made("p", { class: "govuk-body" }, made("strong", { class: `govuk-tag govuk-tag--${colour}` }, text));
  }

  // Problems of one rule together, the worst first.
  function groupsOf(receipt) {
    const groups = new Map();
    for (const found of receipt.findings) {
      const key = `${found.severity} ${found.rule}`;
      if (!groups.has(key)) groups.set(key, { rule: found.rule, severity: found.severity, count: 0, findings: [] });
      groups.get(key).count += found.count;
      groups.get(key).findings.push(found);
    }
    const order = Object.keys(SEVERITIES);
    return [...groups.values()].sort(
      (one, other) =>
        order.indexOf(one.severity) - order.indexOf(other.severity) ||
        other.count - one.count ||
        (one.rule < other.rule ? -1 : 1),
    );
  }

  function groupShown(group) {
    const text = contracts.rules[group.rule];
    const [happens, colour] = SEVERITIES[group.severity];
    const columns = [...new Set(group.findings.map((found) => found.column).filter(Boolean))];
    const where = columns.length ? ` in ${columns.length === 1 ? "column" : "columns"} ${columns.join(", ")}` : "";
    return made(
      "section",
      { class: "check-group" },
      heading(3, text.sentence),
      tag(happens, colour),
      told(`${counted(group.count, "time", "times")}${where}. ${text.what_to_do}`),
      linesOf(group),
    );
  }

  function linesOf(group) {
    const lines = group.findings
      .flatMap((found) => found.problems.map(([line, value]) => ({ ...found, line, value })))
      .sort((one, other) => one.line - other.line);
    const few = lines.slice(0, SHOWN_LINES);
    const places = new Set(receipts.flatMap((receipt) => (receipt.problems ?? []).map((one) => one[2] ?? one[1])));
    const isOne = places.size < 2;
    const rows = few.map((one) => {
      const cells = [one.line, one.value ?? "(empty)", one.column ?? "", one.sheet ?? one.file ?? ""];
      return made("tr", {}, ...cells.slice(0, isOne ? 3 : 4).map((cell, place) => tableCell("td", "cell", String(cell), place)));
    });
    const named = ["Line", "Your value", "Column", "File or sheet"].slice(0, isOne ? 3 : 4);
    const heads = named.map((text, place) => tableCell("th", "header", text, place));
    const caption = group.count > few.length ? `The first ${few.length} of ${counted(group.count, "line", "lines")}` : "Every line";
    const table = made(
      "table",
      { class: "govuk-table" },
      made("caption", { class: "govuk-table__caption" }, caption),
      made("thead", {}, made("tr", {}, ...heads)),
      made("tbody", {}, ...rows),
    );
    const name = `Lines: ${contracts.rules[group.rule].sentence}`;
    return details("Show the lines", made("div", { class: "scrolls", tabindex: "0", role: "region", "aria-label": name }, table));
  }

  function tableCell(name, kind, text, place) {
    const of = `govuk-table__${kind}`;
    const scope = name === "th" ? { scope: "col" } : {};
    return made(name, { ...scope, class: place ? of : `${of} ${of}--numeric` }, text);
  }

  function details(summary, ...content) {
    return made(
      "details",
      { class: "govuk-details" },
      made("summary", { class: "govuk-details__summary" }, summary),
      made("div", { class: "govuk-details__text" }, ...content),
    );
  }

  // What one row cannot show is asked only when the file has arrived.
  function later(receipt) {
    const sentences = [...new Set(receipt.afterSending.map((asked) => contracts.rules[asked.rule].sentence))];
    return details(
      "What is checked only after sending",
      told("These need other rows, other files, or what was sent before. They are asked when the file arrives:"),
      made("ul", { class: "govuk-list govuk-list--bullet" }, ...sentences.map((text) => made("li", {}, text))),
    );
  }

  function listToKeep() {
    const button = made("button", { type: "button", class: "govuk-button govuk-button--secondary" }, "Save the list of problems");
    button.addEventListener("click", () => {
      const link = made("a", { download: "problems.csv", href: URL.createObjectURL(new Blob([listed()], { type: "text/csv" })) });
      link.click();
      URL.revokeObjectURL(link.href);
    });
    return button;
  }

  function listed() {
    const rows = [["delivery", "table", "file", "sheet", "line", "column", "rule", "severity", "what is wrong", "what to do", "value"]];
    for (const receipt of receipts) {
      for (const [table, file, sheet, line, column, rule, severity, value] of receipt.problems ?? []) {
        const text = contracts.rules[rule];
        rows.push([receipt.delivery, table, file, sheet, line, column, rule, severity, text.sentence, text.what_to_do, value]);
      }
    }
    return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
  }

  // A spreadsheet must not run what a sender typed.
  function cell(value) {
    const text = value === null ? "" : String(value);
    const harmless = STARTS_A_FORMULA.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
  }

  form.addEventListener("submit", begin);
  form.hidden = false;
  at("check-needs-script")?.remove();
})();
