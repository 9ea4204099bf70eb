// A small scanner of XML: elements, their attributes and the text between them, told in order.
// What is not well-formed is an error; a document type is told as one and never followed.

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const TAG = /^([^\s/>=<]+)((?:\s+[^\s/>=<]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)$/;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

export class NotXml extends Error {}
export class HasDoctype extends Error {}

export function decodedXml(bytes) {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const encoding = isUtf16 ? (bytes[0] === 0xff ? "utf-16le" : "utf-16be") : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new NotXml();
  }
}

// Calls `start(name, attributes)`, `text(characters)` and `end(name)`.
export function scan(document, { start, text = () => {}, end = () => {} }) {
  const open = [];
  let hasRoot = false;
  let at = 0;
  while (at < document.length) {
    const next = document.indexOf("<", at);
    const between = document.slice(at, next < 0 ? document.length : next);
    if (between && open.length) text(unescaped(between));
    else if (between.trim()) throw new NotXml();
    if (next < 0) break;
    const special = afterSpecial(document, next, open, text);
    if (special) {
      at = special;
      continue;
    }
    const close = endOfTag(document, next);
    const inner = document.slice(next + 1, close);
    at = close + 1;
    if (inner[0] === "/") {
      const name = inner.slice(1).trim();
      if (open.pop() !== name) throw new NotXml();
      end(local(name));
      continue;
    }
    const found = TAG.exec(inner);
    if (!found || (hasRoot && !open.length)) throw new NotXml();
    hasRoot = true;
    start(local(found[1]), found[2] ? attributesOf(found[2]) : {});
    if (found[3]) end(local(found[1]));
    else open.push(found[1]);
  }
  if (open.length || !hasRoot) throw new NotXml();
}

// Where a comment, an instruction or plain characters end; 0 where a tag begins.
function afterSpecial(document, at, open, text) {
  const second = document[at + 1];
  if (second === "?") return past(document, "?>", at);
  if (second !== "!") return 0;
  if (document.startsWith("<!--", at)) return past(document, "-->", at + 4);
  if (document.startsWith("<![CDATA[", at)) {
    const end = past(document, "]]>", at);
    if (!open.length) throw new NotXml();
    text(document.slice(at + 9, end - 3));
    return end;
  }
  if (document.startsWith("<!DOCTYPE", at)) throw new HasDoctype();
  throw new NotXml();
}

function past(document, sign, from) {
  const at = document.indexOf(sign, from);
  if (at < 0) throw new NotXml();
  return at + sign.length;
}

// A tag ends at the first > that stands in no quoted value.
function endOfTag(document, at) {
  let close = document.indexOf(">", at);
  for (;;) {
    if (close < 0) throw new NotXml();
    const inner = document.slice(at, close);
    const marks = inner.replace(/"[^"]*"|'[^']*'/g, "");
    if (!/["']/.test(marks)) return close;
    close = document.indexOf(">", close + 1);
  }
}

function attributesOf(text) {
  const said = {};
  for (const [, name, double, single] of text.matchAll(ATTRIBUTE)) {
    if (name in said) throw new NotXml();
    said[name] = unescaped(double ?? single);
  }
  return said;
}

function unescaped(text) {
  const plain = text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
  if (!plain.includes("&")) return plain;
  return plain.replace(/&([^;\s]*);?/g, (whole, name) => {
    if (!whole.endsWith(";")) throw new NotXml();
    if (name[0] === "#") return character(name);
    if (!(name in ENTITIES)) throw new NotXml();
    return ENTITIES[name];
  });
}

function character(name) {
  const code = name[1] === "x" ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  const isOne = code === 9 || code === 10 || code === 13 || (code >= 32 && code <= 0x10ffff);
  if (!isOne || (code >= 0xd800 && code <= 0xdfff)) throw new NotXml();
  return String.fromCodePoint(code);
}

export function local(name) {
  return name.slice(name.lastIndexOf(":") + 1);
}
