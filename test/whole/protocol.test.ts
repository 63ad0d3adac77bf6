import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, isEnumType } from 'graphql';
import { CloseCode } from 'graphql-ws';
import { API_ERROR_STATUS, REGENERATION_ERROR_CODES } from '../../core/errors.js';
import { isTerminalEvent, REGENERATION_EVENT_TYPES } from '../../core/regeneration/status.js';
import { packagePath } from '../../core/util/package-path.js';
import { PROVIDERS } from '../../runner/video/providers/registry.js';

/** Codes of graphql-ws with which a client closes. */
const SENT_BY_CLIENTS = [4004, 4005, 4504];
/** Codes of RFC 6455 that ws sends for what it cannot read. */
const SENT_BY_WS = ['1002', '1007', '1009'];

const page = readFileSync(packagePath('docs/protocol.md'), 'utf8');
const schema = buildSchema(readFileSync(packagePath('schema.graphql'), 'utf8'));

/** The rows of the nth table below a heading, as the text of their cells without code marks. */
function rowsBelow(heading: string, nth = 0): string[][] {
  const section = page.split(/^#+ /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const tables = section.split(/\n{2,}/).filter((block) => block.startsWith('|'));
  const lines = tables[nth]?.trim().split('\n').slice(2) ?? [];
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

const column = (rows: string[][], index: number): string[] => rows.map((row) => row[index]!);
const pairs = (rows: string[][]): string[] => rows.map(([code, status]) => `${code} ${status}`);

function sources(room: string): string[] {
  const names = readdirSync(packagePath(room), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(packagePath(room), name), 'utf8'));
}

/** Every route that the server mounts, as `GET /imports/:id`. */
function routes(): string[] {
  const direct = /(?<!app)\.(get|post|put|delete)\(\s*'(\/[^']*)'/g;
  return sources('api').flatMap((source) =>
    [...source.matchAll(direct)].map(([, method, path]) => `${method!.toUpperCase()} ${path}`),
  );
}

describe('docs/protocol.md has every', () => {
  it('error code with its status', () => {
    const expected = Object.entries(API_ERROR_STATUS).map(([code, status]) => `${code} ${status}`);
    expect(pairs(rowsBelow('Errors')).toSorted()).toEqual(expected.toSorted());
  });

  it('reason for which a regeneration fails', () => {
    expect(column(rowsBelow('Errors', 1), 0).toSorted()).toEqual([...REGENERATION_ERROR_CODES].toSorted());
  });

  it('type of a progress event, and which of them are terminal', () => {
    const rows = rowsBelow('Progress events');
    expect(column(rows, 0).toSorted()).toEqual([...REGENERATION_EVENT_TYPES].toSorted());
    const terminal = rows.filter((row) => row[2]!.startsWith('terminal')).map(([type]) => type);
    expect(terminal).toEqual(REGENERATION_EVENT_TYPES.filter(isTerminalEvent));
  });

  it('type of a job event', () => {
    const type = schema.getType('JobEventType');
    const expected = isEnumType(type) ? type.getValues().map(({ name }) => name) : [];
    expect(column(rowsBelow('Job events'), 0).toSorted()).toEqual(expected.toSorted());
  });

  it('route, and none that is not there', () => {
    const listed = column(rowsBelow('HTTP routes'), 0);
    // Mounted with `use`, by their path. The web app answers at every other path.
    const mounted = ['POST /graphql', 'GET /graphql', 'GET /media/<key>', 'GET /playground', 'GET /'];
    const webhooks = PROVIDERS.all.flatMap(({ name, webhook }) =>
      webhook ? [`POST /webhooks/${name}`] : [],
    );
    expect(listed.toSorted()).toEqual(
      [...routes().filter((route) => route !== 'GET /{*path}'), ...mounted, ...webhooks].toSorted(),
    );
  });

  it('close code that the server sends', () => {
    const text = sources('api/graphql/subscriptions').join('\n');
    const own = [...text.matchAll(/const [A-Z_]+ = (1\d{3}|4\d{3});/g)].map(([, code]) => code!);
    expect(own).not.toEqual([]);
    const byGraphqlWs = Object.values(CloseCode).filter(
      (code) => typeof code === 'number' && !SENT_BY_CLIENTS.includes(code),
    );
    const expected = new Set([...own, ...byGraphqlWs.map(String), ...SENT_BY_WS, '1001']);
    expect(column(rowsBelow('Close codes'), 0).toSorted()).toEqual([...expected].toSorted());
  });
});
