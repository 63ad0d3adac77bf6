import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagePath } from '../../core/util/package-path.js';

/** Every route of the server whose path names a user's object, read from the source: `GET /imports/:id`. Refusals of methods are none. */
export function routesWithParameters(): string[] {
  const folder = packagePath('api');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const sources = files.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  return sources.flatMap((name) => {
    const source = readFileSync(join(folder, name), 'utf8');
    const routes = source.matchAll(
      /\.(get|post|put|patch|delete|all)\(\s*'(\/[^']*:[^']*)'(?!, onlyMethods)/g,
    );
    return [...routes].map(([, method, path]) => `${method!.toUpperCase()} ${path}`);
  });
}
