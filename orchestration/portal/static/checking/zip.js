// Opens the zip archive that a workbook is, as strictly as the door: its directory is judged
// before anything is unpacked, and what comes out is counted.

import { bytesOf } from "./structure.js";
import { folded, Refusal, shown, withCommas } from "./words.js";

const MOST_MEMBERS = 1000;
const MOST_BYTES = 8 * 2 ** 30;
const MB = 1_000_000;
const END_SIZE = 22;
const LONGEST_COMMENT = 65_535;
const LOCAL_HEADER = 30;
const PIECE = 1 << 14;
const SEND_PLAIN = "Make the archive again, or send the files as they are.";

export class NotHonest extends Error {}

function isBomb(unpacked, packed) {
  const ratio = unpacked / Math.max(packed, 1);
  return (
    unpacked > MOST_BYTES ||
    (unpacked > 100 * MB && ratio > 200) ||
    (unpacked > 200 * MB && ratio > 100)
  );
}

export function bomb(name) {
  const what = "The archive would unpack to far more than an extract holds.";
  return new Refusal(name, what, "Send the files as they are.");
}

// The members of an archive, by name, each with `bytes()`.
export async function openZip(file) {
  const { blob, name } = file;
  const { members, directory } = await directoryOf(file);
  checkMembers(members, name);
  const size = members.reduce((sum, member) => sum + member.size, 0);
  if (isBomb(size, blob.size)) throw bomb(name);
  if (doOverlap(members, directory) || !(await isAll(blob))) {
    const what = "The parts of the archive overlap, or do not follow one another.";
    throw new Refusal(name, what, SEND_PLAIN);
  }
  return new Map(members.map((member) => [member.name, { ...member, bytes: () => unpacked(blob, member) }]));
}

function notWhole(name) {
  const what = "The file is not a whole zip archive: it was cut short, or is another kind.";
  return new Refusal(name, what, SEND_PLAIN);
}

async function tailOf(blob) {
  const start = Math.max(0, blob.size - END_SIZE - LONGEST_COMMENT);
  const bytes = await bytesOf(blob, start, blob.size);
  for (let at = bytes.length - END_SIZE; at >= 0; at -= 1) {
    const isEnd = bytes[at] === 0x50 && bytes[at + 1] === 0x4b && bytes[at + 2] === 5 && bytes[at + 3] === 6;
    if (isEnd) return { view: new DataView(bytes.buffer, at), place: start + at, left: bytes.length - at };
  }
  return null;
}

async function isAll(blob) {
  const tail = await tailOf(blob);
  return tail !== null && END_SIZE + tail.view.getUint16(20, true) === tail.left;
}

async function directoryOf({ blob, name }) {
  const tail = await tailOf(blob);
  if (!tail) throw notWhole(name);
  const [size, offset] = [tail.view.getUint32(12, true), tail.view.getUint32(16, true)];
  const directory = tail.place - size;
  const before = directory - offset;
  if (offset === 0xffffffff || directory < 0 || before < 0) throw notWhole(name);
  const bytes = await bytesOf(blob, directory, tail.place);
  const view = new DataView(bytes.buffer);
  const members = [];
  for (let at = 0; at < bytes.length; ) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw notWhole(name);
    const member = memberAt(view, bytes, at, before);
    members.push(member);
    at += 46 + member.nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return { members, directory };
}

function memberAt(view, bytes, at, before) {
  const nameLength = view.getUint16(at + 28, true);
  const nameBytes = bytes.subarray(at + 46, at + 46 + nameLength);
  return {
    name: new TextDecoder().decode(nameBytes),
    nameLength,
    flags: view.getUint16(at + 8, true),
    method: view.getUint16(at + 10, true),
    packed: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    mode: view.getUint16(at + 40, true),
    place: view.getUint32(at + 42, true) + before,
  };
}

function checkMembers(members, name) {
  if (members.length > MOST_MEMBERS) {
    const what = `The archive holds ${withCommas(members.length)} files.`;
    throw new Refusal(name, what, "Send only the files that were agreed.");
  }
  const seen = new Set();
  for (const member of members) {
    const told = shown([...member.name].slice(0, 60).join(""));
    const reason = unwelcome(member);
    if (reason) throw new Refusal(name, `The archive holds ${told}, ${reason}.`, SEND_PLAIN);
    if (seen.has(folded(member.name))) {
      throw new Refusal(name, `The archive holds ${told} more than once.`, SEND_PLAIN);
    }
    seen.add(folded(member.name));
  }
}

function unwelcome(member) {
  const { name } = member;
  const isOdd = /[\p{C}\u2028\u2029\xa0\\:]/u.test(name) || name.startsWith("/") || !name.trim();
  if (isOdd || name.split("/").some((part) => part === "." || part === "..")) {
    return "which is not a plain name";
  }
  if (member.flags & 0x2041) return "which is encrypted";
  if ((member.mode & 0o170000) === 0o120000) return "which only points to another file";
  if (member.method !== 0 && member.method !== 8) return "which is packed in an unusual way";
  return null;
}

function doOverlap(members, directory) {
  let end = 0;
  for (const member of [...members].sort((one, other) => one.place - other.place)) {
    if (member.place < end || (end === 0 && member.place !== 0)) return true;
    end = member.place + LOCAL_HEADER + member.nameLength + member.packed;
  }
  return end > directory;
}

// What a member holds; NotHonest where it is not of the size that the directory says.
async function unpacked(blob, member) {
  const header = new DataView(await blob.slice(member.place, member.place + LOCAL_HEADER).arrayBuffer());
  const start = member.place + LOCAL_HEADER + header.getUint16(26, true) + header.getUint16(28, true);
  const packed = blob.slice(start, start + member.packed);
  if (member.method === 0) {
    if (member.packed !== member.size) throw new NotHonest();
    return new Uint8Array(await packed.arrayBuffer());
  }
  const made = new Uint8Array(member.size);
  let filled = 0;
  const reader = inPieces(packed).pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    if (filled + piece.value.length > member.size) {
      reader.cancel().catch(() => {});
      throw new NotHonest();
    }
    made.set(piece.value, filled);
    filled += piece.value.length;
  }
  if (filled !== member.size) throw new NotHonest();
  return made;
}

// A browser unpacks all of a piece before anybody can say stop, so that pieces must be small.
function inPieces(blob) {
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      if (at >= blob.size) return controller.close();
      controller.enqueue(await bytesOf(blob, at, at + PIECE));
      at += PIECE;
      return undefined;
    },
  });
}
