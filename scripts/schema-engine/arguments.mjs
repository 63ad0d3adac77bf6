import { readFileSync } from 'node:fs';

/**
 * The parts of the native program's command line that the CLI uses:
 * `[--datamodels FILE]… [--datasource JSON] [cli COMMAND] [--version]`.
 */
export function parseArguments(argv) {
  const parsed = { version: false, command: undefined, datasourceUrl: undefined, datamodels: [] };
  const rest = [...argv];
  for (let flag = rest.shift(); flag !== undefined; flag = rest.shift()) {
    if (flag === '--version' || flag === '-V') parsed.version = true;
    else if (flag === 'cli') parsed.command = rest.shift();
    else if (flag === '--datasource') parsed.datasourceUrl = JSON.parse(rest.shift()).url;
    else if (flag === '--datamodels' || flag === '-d') parsed.datamodels.push(readDatamodel(rest.shift()));
    else if (flag.startsWith('--')) rest.shift(); // a setting of the native program that changes nothing here
  }
  return parsed;
}

function readDatamodel(path) {
  return [path, readFileSync(path, 'utf8')];
}
