import { readFileSync } from 'node:fs';
import { buildSchema, isEnumType } from 'graphql';
import english from '../languages/en.js';
import { isKey } from '../languages/t.js';
import { sentenceFor } from './sentences.js';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

function regenerationErrorCodes(): string[] {
  const type = buildSchema(read('../../../schema.graphql')).getType('RegenerationErrorCode');
  if (!isEnumType(type)) throw new Error('The schema has no enum RegenerationErrorCode.');
  return type.getValues().map((value) => value.name);
}

/** The web imports nothing of the server, so the list of its codes is read as text. */
function apiErrorCodes(): string[] {
  const table = /API_ERROR_STATUS = \{([^}]+)\}/.exec(read('../../../core/errors.ts'))?.[1] ?? '';
  return [...table.matchAll(/^\s*([A-Z_]+):/gm)].map((match) => match[1] ?? '');
}

describe('sentences', () => {
  it('have one for every code with which a regeneration can fail', () => {
    const codes = regenerationErrorCodes();
    expect(codes.length).toBeGreaterThan(0);
    expect(codes.filter((code) => !isKey(`error.${code}`))).toEqual([]);
  });

  it('have one for every code with which the API can refuse', () => {
    const codes = apiErrorCodes();
    expect(codes).toContain('UNAUTHENTICATED');
    expect(codes.filter((code) => !isKey(`error.${code}`))).toEqual([]);
  });

  it('are whole sentences and name no code', () => {
    for (const [key, sentence] of Object.entries(english))
      if (/^error\.[A-Z_]+$/.test(key)) expect(sentence).toMatch(/^[A-Z][^_]+\.$/);
  });
});

describe('sentenceFor', () => {
  it('says when to come back', () => {
    expect(sentenceFor('RATE_LIMITED', 600)).toMatch(/Try again in about 10 min\.$/);
  });

  it('falls back for a code that this page does not know', () => {
    expect(sentenceFor('SOMETHING_NEW')).toBe(sentenceFor('INTERNAL_SERVER_ERROR'));
    expect(sentenceFor('constructor')).toBe(sentenceFor('INTERNAL_SERVER_ERROR'));
  });
});
