import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packagePath } from '../../core/util/package-path.js';

const ROOT = packagePath('.');
const FOLDERS = ['docs', 'k8s', 'prisma', 'runner', 'test', 'embedded-postgres'];

function pages(): string[] {
  const top = readdirSync(ROOT).filter((name) => name.endsWith('.md'));
  const below = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  );
  return [...top, ...below.filter((path) => path.endsWith('.md') && !path.includes('node_modules'))];
}

/** GitHub's anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replace(/ /g, '-');

function anchorsIn(path: string): string[] {
  return [...readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading!));
}

it.each(pages())('%s links to files and headings that exist', (page) => {
  const text = readFileSync(join(ROOT, page), 'utf8').replace(/```[\s\S]*?```/g, '');
  const broken = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target!)
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => {
      const [path, anchor] = target.split('#') as [string, string?];
      const file = path === '' ? join(ROOT, page) : join(ROOT, dirname(page), path);
      if (!existsSync(file)) return true;
      return anchor !== undefined && !anchorsIn(file).includes(anchor);
    });
  expect(broken).toEqual([]);
});

const SOURCES =
  /^(api|cli|core|runner|web|test|prisma|scripts|bench|embedded-postgres|docs|k8s)\/[\w./-]+\.(ts|tsx|mjs|sql|yaml|md)$/;

it.each(pages())('%s names files that exist', (page) => {
  const words = readFileSync(join(ROOT, page), 'utf8').split(/[\s`|(),;:[\]]+/);
  const files = words.map((word) => word.replace(/\.$/, '')).filter((word) => SOURCES.test(word));
  expect(
    files.filter((file) => !existsSync(join(ROOT, file)) && !existsSync(join(ROOT, dirname(page), file))),
  ).toEqual([]);
});
