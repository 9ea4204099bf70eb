// What a workbook is made of: sheets, texts, and the styles that change what a number shows.
// What no extract needs (macros, links, embedded objects) is refused here.

import { bytesOf } from "./structure.js";
import { Refusal } from "./words.js";
import { decodedXml, HasDoctype, local, NotXml, scan } from "./xml.js";
import { bomb, NotHonest, openZip } from "./zip.js";

const UNWELCOME = {
  vbaproject: "macros",
  "macrosheets/": "macros",
  "externallinks/": "links to other files",
  "embeddings/": "embedded objects",
  "activex/": "controls",
};
const MOST_SMALL = 20_000_000;
const MOST_RATIO = 100;
export const AS_LIST = "Copy the list as values into a new workbook and send that.";
const CONTAINERS = ["numFmts", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"];
const PADDED = /^0[0 -]*0$/;
const PERCENT = /^(?:#,##|#)?0(?:\.(0+))?%$/;
const DATES = new Set(["14", "15", "16", "17", "18", "19", "20", "21", "22", "45", "47"]);

export function broken(name) {
  const what = "The file is not a whole Excel workbook: it was cut short, or is another kind.";
  return new Refusal(name, what, "Download or save it again as .xlsx and send that.");
}

export async function openWorkbook(file) {
  const start = [...(await bytesOf(file.blob, 0, 4))].map((byte) => byte.toString(16)).join();
  if (start === "d0,cf,11,e0") {
    const what = "The file is an old (.xls) or a password-protected workbook.";
    throw new Refusal(file.name, what, "Save it as .xlsx without a password and send that.");
  }
  if (start !== "50,4b,3,4") throw broken(file.name);
  const members = await openZip(file);
  await checkMembers(file, members);
  return new Package(file.name, members);
}

async function checkMembers(file, members) {
  const all = [...members.values()];
  const size = all.reduce((sum, member) => sum + member.size, 0);
  if (size > MOST_SMALL && size > MOST_RATIO * file.blob.size) throw bomb(file.name);
  for (const member of all) {
    for (const [sign, what] of Object.entries(UNWELCOME)) {
      if (member.name.toLowerCase().includes(sign)) {
        throw new Refusal(file.name, `The workbook holds ${what}.`, AS_LIST);
      }
    }
    try {
      await member.bytes();
    } catch (error) {
      throw error instanceof NotHonest ? bomb(file.name) : broken(file.name);
    }
  }
  if (!members.has("xl/workbook.xml")) throw broken(file.name);
}

class Package {
  constructor(name, members) {
    this.name = name;
    this.members = members;
  }

  has(part) {
    return this.members.has(part);
  }

  // Tells every element of a part.
  async walk(part, told) {
    const member = this.members.get(part);
    if (!member) throw broken(this.name);
    const bytes = await member.bytes();
    try {
      scan(decodedXml(bytes), told);
    } catch (error) {
      if (error instanceof HasDoctype) {
        throw new Refusal(this.name, "The workbook holds a document type (DOCTYPE).", AS_LIST);
      }
      throw error instanceof NotXml ? broken(this.name) : error;
    }
  }
}

// Sheets in order, and by the number of a style: `shown`, a format that changes what a number
// shows; `dates`, "moment" or "span" where the number is one.
export async function partsOf(held) {
  const targets = {};
  const listed = [];
  let is1904 = false;
  await held.walk("xl/_rels/workbook.xml.rels", {
    start: (name, said) => {
      if (name === "Relationship" && (said.Type ?? "").endsWith("/worksheet")) {
        const target = said.Target ?? "";
        targets[said.Id ?? ""] = target.startsWith("/") ? target.slice(1) : `xl/${target}`;
      }
    },
  });
  await held.walk("xl/workbook.xml", {
    start: (name, said) => {
      const plain = Object.fromEntries(Object.entries(said).map(([key, value]) => [local(key), value]));
      if (name === "sheet") listed.push(plain);
      if (name === "workbookPr") is1904 = plain.date1904 === "1" || plain.date1904 === "true";
    },
  });
  const sheets = listed.map((said, at) => ({
    position: at + 1,
    name: said.name ?? "",
    isVisible: (said.state ?? "visible") === "visible",
    part: targets[said.id ?? ""] ?? null,
  }));
  return { sheets, is1904, texts: await textsOf(held), ...(await stylesOf(held)) };
}

async function stylesOf(held) {
  const codes = { 9: "0%", 10: "0.00%" };
  const custom = {};
  const shown = {};
  const dates = {};
  let [within, styles] = ["", 0];
  const start = (name, said) => {
    if (CONTAINERS.includes(name)) within = name;
    else if (name === "numFmt" && within === "numFmts") {
      codes[said.numFmtId ?? ""] = said.formatCode ?? "";
      custom[said.numFmtId ?? ""] = said.formatCode ?? "";
    } else if (name === "xf" && within === "cellXfs") {
      const number = said.numFmtId ?? "";
      const code = (codes[number] ?? "").replace(/[\\"]|;.*/g, "");
      if (PADDED.test(code) || PERCENT.test(code)) shown[styles] = code;
      const kind = number in custom ? kindOfDate(custom[number]) : builtIn(number);
      if (kind) dates[styles] = kind;
      styles += 1;
    }
  };
  if (held.has("xl/styles.xml")) await held.walk("xl/styles.xml", { start });
  return { shown, dates };
}

function builtIn(number) {
  if (number === "46") return "span";
  return DATES.has(number) ? "moment" : null;
}

// Whether a number format shows a date or a span of time, as the door's engine decides it.
function kindOfDate(format) {
  let [escaped, isQuote, brackets, before, isTime, isHalf] = [false, false, 0, " ", false, false];
  for (const sign of format) {
    if (escaped) escaped = false;
    else if (sign === "_" || sign === "\\") escaped = true;
    else if (isQuote) isQuote = sign !== '"';
    else if (sign === '"') isQuote = true;
    else if (sign === ";") return null;
    else if (sign === "[") brackets += 1;
    else if (sign === "]" && brackets === 1 && isTime) return "span";
    else if (sign === "]") brackets = Math.max(0, brackets - 1);
    else if (!brackets && !isHalf && /[aA]/.test(sign)) isHalf = true;
    else if (!brackets && isHalf && /[pm/PM]/.test(sign)) return "moment";
    else if (!brackets && !isHalf && /[dmhysDMHYS]/.test(sign)) return "moment";
    else if (!(isTime && sign.toLowerCase() === before.toLowerCase())) {
      isTime = before === "[" && /[mhsMHS]/.test(sign);
    }
    before = sign;
  }
  return null;
}

// The texts that cells share, without the hints of how to say them.
async function textsOf(held) {
  const texts = [];
  if (!held.has("xl/sharedStrings.xml")) return texts;
  const writing = new Writing();
  await held.walk("xl/sharedStrings.xml", {
    start: (name, said) => {
      if (name === "si") writing.begin();
      else writing.start(name, said);
    },
    text: (characters) => writing.text(characters),
    end: (name) => {
      if (name === "si") texts.push(writing.made);
      else writing.end(name);
    },
  });
  return texts;
}

// A text as it is put together from its parts: white space around one counts only where it says so.
export class Writing {
  constructor() {
    this.begin();
  }

  begin() {
    [this.made, this.part, this.hints] = ["", null, 0];
  }

  start(name, said) {
    if (name === "rPh") this.hints += 1;
    else if (name === "t" && !this.hints) [this.part, this.isKept] = ["", said["xml:space"] === "preserve"];
  }

  text(characters) {
    if (this.part !== null) this.part += characters;
  }

  end(name) {
    if (name === "rPh") this.hints -= 1;
    else if (name === "t" && this.part !== null) {
      const plain = this.isKept ? this.part : this.part.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
      this.made += unwritten(plain);
      this.part = null;
    }
  }
}

// `_x0041_` is how a workbook writes a character that XML cannot hold.
export function unwritten(text) {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
}

// A number as its format shows it.
export function asShown(number, code) {
  const percent = PERCENT.exec(code);
  if (percent) return `${fixed(number * 100, (percent[1] ?? "").length)}%`;
  const zeros = code.replace(/[^0]/g, "").length;
  const digits = [...fixed(Math.abs(number), 0).padStart(zeros, "0")].reverse();
  const made = [...code].reverse().map((sign) => (sign === "0" ? digits.shift() : sign));
  return (number < 0 ? "-" : "") + [...made, ...digits].reverse().join("");
}

// With so many places, halves to the even neighbour where they are exact.
function fixed(number, places) {
  if (Math.abs(number) >= 1e21) return BigInt(number) + (places ? `.${"0".repeat(places)}` : "");
  if (places === 0 && Math.abs(number % 1) === 0.5) return String(2 * Math.round(number / 2));
  return number.toFixed(places);
}
