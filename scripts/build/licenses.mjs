import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Rolldown's plugin that writes the license of each package in the bundles. For the web app, Vite does the same. */
export function thirdPartyLicenses() {
  return {
    name: 'third-party-licenses',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap(({ moduleIds = [] }) => moduleIds);
      const folders = new Set(modules.map(packageFolder).filter((folder) => folder !== undefined));
      const licenses = [...new Set([...folders].map(licenseOf))].sort();
      this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY-LICENSES.txt', source: licenses.join(RULE) });
    },
  };
}

const RULE = `\n${'-'.repeat(80)}\n\n`;
// cspell:disable-next-line
const LICENSE_FILE = /^(license|licence|copying|notice)\b/i;

/** The folder of a module's package; undefined for our own modules and the bundler's helpers. */
function packageFolder(module) {
  return /^[^\0].*[/\\]node_modules[/\\](@[^/\\]+[/\\])?[^/\\]+/.exec(module)?.[0];
}

/** Name, version, and the text of every license and notice; a package without one at least names its license. */
function licenseOf(folder) {
  const { name, version, license, licenses } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((file) => LICENSE_FILE.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return `${name} ${version} (${license ?? licenses?.[0].type ?? 'see below'})\n\n${texts.join('\n\n')}\n`;
}
