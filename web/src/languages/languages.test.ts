import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import compile from 'icu-minify/compile';
import ts from 'typescript';
import english from './en.js';
import { enterCatalog, t, type Messages } from './t.js';
import { formatUsd } from '../format/money.js';
import { formatLength, formatMoment } from '../format/time.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const SRC = join(HERE, '..');
const CODES = readdirSync(HERE).flatMap((name) => /^([a-z]{2})\.ts$/.exec(name)?.[1] ?? []);
const NOT_COMPONENTS = /generated|languages[/\\]|\.test\.tsx?$/;

async function catalogOf(code: string): Promise<Record<string, string>> {
  return ((await import(`./${code}.js`)) as { default: Record<string, string> }).default;
}

/** The names of its arguments and tags, each once. */
function namesIn(message: unknown, names = new Set<string>()): Set<string> {
  if (!Array.isArray(message)) return names;
  for (const node of message as unknown[]) {
    if (!Array.isArray(node)) continue;
    names.add(String(node[0]));
    const [, ...inside] = node as unknown[];
    namesIn(inside, names);
    for (const part of inside)
      if (typeof part === 'object' && part !== null && !Array.isArray(part))
        for (const branch of Object.values(part)) namesIn(branch, names);
  }
  return names;
}

const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !NOT_COMPONENTS.test(path))
  .map((path) => {
    const text = readFileSync(join(SRC, path), 'utf8');
    return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  });

function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  node.forEachChild((child) => void children.push(child));
  for (const child of children) yield* nodesOf(child);
}

/** Attributes whose text is seen or heard. */
const SEEN = /^(title|placeholder|label|alt|retryLabel|aria-(label|valuetext|description|roledescription))$/;
const WORD = /\p{L}{2}/u;
/** A sentence, or three words of one. */
const SENTENCE = /^[“‘]?\p{Lu}\p{Ll}*’?\p{Ll}*[ ,:.…!?]|[\p{L}’]{2} [\p{L}’]{2,} [\p{L}’]{2}/u;
/** What the page says to the server, or reads in what that says: it speaks English whatever the page speaks. */
const SAID = ['without the look', 'without the ', ' in the ', ' from ', 'Undo: '];
/** Names that are no words, or the same in every language. */
const SAME = ['Clip Chatbot', '&nbsp;', 'Bearer '];

function isLiteral(node: ts.Node): boolean {
  if (ts.isJsxText(node)) return WORD.test(node.text) && !SAME.includes(node.text.trim());
  const isText = ts.isStringLiteral(node) || ts.isTemplateLiteralToken(node);
  if (!isText || SAID.includes(node.text) || SAME.includes(node.text)) return false;
  const { parent } = node;
  if (ts.isJsxAttribute(parent)) return SEEN.test(parent.name.getText()) && WORD.test(node.text);
  return SENTENCE.test(node.text) && !isForPrograms(node);
}

/** Queries, classes, paths of icons, selectors, and what only developers read. */
function isForPrograms(node: ts.Node): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (ts.isImportDeclaration(at) || ts.isTypeNode(at)) return true;
    if (ts.isJsxAttribute(at) && /^(className|d|path|style)$/.test(at.name.getText())) return true;
    if (ts.isNewExpression(at) && at.expression.getText() === 'Error') return true;
    if (ts.isCallExpression(at) && /^(graphql|matchMedia)$|querySelector/.test(at.expression.getText()))
      return true;
  }
  return false;
}

const isInFunction = (node: ts.Node): boolean => {
  for (let at = node.parent; at; at = at.parent) if (ts.isFunctionLike(at)) return true;
  return false;
};

const placeOf = (node: ts.Node): string => {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart());
  return `${relative('', file.fileName)}:${line + 1} ${node.getText().slice(0, 60)}`;
};

describe('the catalogs', () => {
  it('are English, Spanish and German at least', () => {
    expect(CODES).toEqual(expect.arrayContaining(['de', 'en', 'es']));
  });

  it.each(CODES)('have every message in %s, with the arguments and tags of the English one', async (code) => {
    const catalog = await catalogOf(code);
    expect(Object.keys(catalog).toSorted()).toEqual(Object.keys(english).toSorted());
    for (const [key, message] of Object.entries(english)) {
      const [own, first] = [catalog[key]!, message].map((one) => [...namesIn(compile(one))].toSorted());
      expect([key, own]).toEqual([key, first]);
    }
  });

  it('hold no message that the page never says', () => {
    const said = sources.map((source) => source.text).join('\n');
    const unsaid = Object.keys(english).filter(
      (key) => !key.startsWith('error.') && !said.includes(`'${key}'`),
    );
    expect(unsaid.filter((key) => key !== 'app.language')).toEqual([]);
  });
});

describe('the page', () => {
  it('has no words of its own beside the catalogs', () => {
    const literals = sources.flatMap((source) => [...nodesOf(source)].filter(isLiteral).map(placeOf));
    expect(literals).toEqual([]);
  });

  it('asks for a message when it says it, not when a module is loaded, which is before a language is chosen', () => {
    const calls = sources.flatMap((source) =>
      [...nodesOf(source)].filter(
        (node) =>
          ts.isCallExpression(node) && /^(t|rich)$/.test(node.expression.getText()) && !isInFunction(node),
      ),
    );
    expect(calls.map(placeOf)).toEqual([]);
  });
});

describe('another language', () => {
  afterEach(() => enterCatalog(null, 'en'));

  it('counts, and writes numbers, dates and money, as its readers do', async () => {
    enterCatalog((await catalogOf('de')) as Messages, 'de-DE');
    expect([1, 1200].map((count) => t('jobs.count', { count }))).toEqual(['1 Video', '1.200 Videos']);
    expect(formatUsd('1234.5')).toBe('1.234,50\u00a0$');
    expect(formatLength(5.12)).toBe('5,1 s');
    expect(formatMoment('2026-11-22T09:41:00Z')).toMatch(/^2[123]\.11\.2026, \d\d:41$/);
    enterCatalog((await catalogOf('es')) as Messages, 'es-MX');
    expect([1, 2].map((count) => t('common.takes', { count }))).toEqual(['1 toma', '2 tomas']);
    expect(formatUsd('1234.5')).toBe('$1,234.50');
  });
});
