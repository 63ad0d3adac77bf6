import { plantedFile, plantedReference, type Targets } from './planted.js';
import type { Random } from '../random.js';
import { boxFields, boxes, structureOf } from './structure.js';

/** Damages an intact media file in one way; `other` is a file of another kind. */
type Mutation = (bytes: Buffer, random: Random, other: Buffer, targets: Targets) => Buffer;

const EXTREMES = [0, 1, 7, 8, 0x7f, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

/** Ways in which a file can be wrong, by accident or on purpose. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'flipped bits': (bytes, random) => flipped(bytes, random, 0, bytes.length),
  'flipped bits of its structure': (bytes, random) => flipped(bytes, random, ...structureOf(bytes)),
  'a zeroed range': (bytes, random) => {
    const [from, to] = range(bytes, random);
    return Buffer.from(bytes).fill(0, from, to);
  },
  'a doubled range': (bytes, random) => {
    const [from, to] = range(bytes, random);
    return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
  },
  'a removed range': (bytes, random) => {
    const [from, to] = range(bytes, random);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  'sizes of boxes overwritten': (bytes, random) => {
    const all = boxes(bytes);
    return overwritten(bytes, random, all.length === 0 ? [4, 40] : all.map(({ at }) => at));
  },
  'fields of boxes overwritten': (bytes, random) => overwritten(bytes, random, boxFields(bytes, random)),
  'numbers of its structure overwritten': (bytes, random) => {
    const [from, to] = structureOf(bytes);
    const places = Array.from({ length: random.between(1, 4) }, () => random.between(from, to - 4));
    return overwritten(bytes, random, places);
  },
  truncated: (bytes, random) => bytes.subarray(0, random.between(1, bytes.length)),
  'boxes swapped': (bytes, random) => {
    const siblings = boxes(bytes).filter(({ depth }) => depth === random.pick([0, 1]));
    const [a, b] = [random.pick(siblings), random.pick(siblings)];
    return a === undefined || b === undefined ? swappedHalves(bytes, random) : swapped(bytes, a, b);
  },
  'noise put in': (bytes, random) => {
    const at = random.between(0, bytes.length);
    const noise = random.bytes(random.between(1, 400));
    return Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]);
  },
  'the head of one file, the rest of another': (bytes, random, other) => {
    const at = random.between(8, bytes.length);
    return Buffer.concat([bytes.subarray(0, at), other.subarray(Math.min(at, other.length - 1))]);
  },
  'the header of another format': (bytes, random) => {
    const header = Buffer.from(random.pick(HEADERS), 'latin1');
    const kept = random.pick([bytes, bytes.subarray(header.length), bytes.subarray(random.between(0, 64))]);
    return Buffer.concat([header, kept]);
  },
  'a list or manifest in its place': (bytes, random, _other, targets) => plantedFile(bytes, random, targets),
  'a reference to elsewhere': (bytes, random, _other, targets) => plantedReference(bytes, random, targets),
};

/** Headers of files that are neither clips nor songs, or that are read differently. */
const HEADERS = [
  'GIF89a\x40\0\x40\0\xf7\0\0',
  '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xff\0\0\xff\xff\x08\x02\0\0\0',
  '\xff\xd8\xff\xe0\0\x10JFIF\0',
  'RIFF\xff\xff\xff\x7fAVI LIST',
  'RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0\x01\0\xff\xff',
  'OggS\0\x02',
  'fLaC\0\0\0\x22',
  'ID3\x04\0\0\x7f\x7f\x7f\x7f',
  'FLV\x01\x05\0\0\0\x09',
  '\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\0\xaa\0\x62\xce\x6c',
  '\x1a\x45\xdf\xa3\x01\0\0\0\0\0\0\x23',
  '\0\0\0\x18ftypqt  \0\0\0\0qt  ',
  '\0\0\0\x01moov',
  'G\x40\0\x10'.repeat(3),
  '\0\0\x01\xba\x44\0\x04\0',
  '%PDF-1.7\n',
  'PK\x03\x04\x14\0',
  '\x7fELF\x02\x01\x01',
  '#!/bin/sh\n',
  '<svg xmlns="http://www.w3.org/2000/svg">',
  '\xef\xbb\xbf',
];

function range(bytes: Buffer, random: Random): [from: number, to: number] {
  const from = random.between(0, bytes.length);
  const longest = random.pick([4, 64, 1024, bytes.length]);
  return [from, Math.min(bytes.length, from + random.between(1, longest + 1))];
}

function flipped(bytes: Buffer, random: Random, from: number, to: number): Buffer {
  const copy = Buffer.from(bytes);
  for (let left = random.pick([1, 2, 8, 32]); left > 0; left--) {
    copy[random.between(from, to)]! ^= 1 << random.between(0, 8);
  }
  return copy;
}

/** Some of the places for a number, overwritten with an unexpected one. */
function overwritten(bytes: Buffer, random: Random, places: number[]): Buffer {
  const copy = Buffer.from(bytes);
  for (let left = random.pick([1, 1, 2, 4]); left > 0; left--) {
    const at = random.pick(places);
    if (at >= 0 && at + 4 <= copy.length) copy.writeUInt32BE(random.pick(EXTREMES), at);
  }
  return copy;
}

interface Span {
  at: number;
  size: number;
}

function swapped(bytes: Buffer, one: Span, another: Span): Buffer {
  const [a, b] = one.at <= another.at ? [one, another] : [another, one];
  const part = ({ at, size }: Span) => bytes.subarray(at, at + size);
  if (a.at + a.size > b.at) return bytes.subarray(0, a.at);
  const between = bytes.subarray(a.at + a.size, b.at);
  return Buffer.concat([bytes.subarray(0, a.at), part(b), between, part(a), bytes.subarray(b.at + b.size)]);
}

function swappedHalves(bytes: Buffer, random: Random): Buffer {
  const size = random.between(8, bytes.length / 4);
  const at = random.between(0, bytes.length / 2 - size);
  return swapped(bytes, { at, size }, { at: Math.floor(bytes.length / 2) + at, size });
}
