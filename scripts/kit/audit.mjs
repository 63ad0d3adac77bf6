import { captureProgram } from './step.mjs';

/** Severities that fail the gate; lower ones are printed. */
const FAILING = ['high', 'critical'];

/** A registry that answers takes a second or two. */
const ARGUMENTS = ['audit', '--omit=dev', '--json', '--fetch-retries=0', '--fetch-timeout=30000'];

/**
 * Asks the registry for known vulnerabilities of the packages that are shipped, and prints them; returns false if one is
 * high or critical. A registry that does not answer audits (a mirror, or none without a network) leaves it out, and says so.
 */
export async function passesAudit(environment = process.env) {
  const { output } = await captureProgram('npm', ARGUMENTS, { env: environment });
  const report = parsed(output);
  if (report?.auditReportVersion === undefined) {
    console.log(`- npm audit: left out, the registry does not answer it (${reasonIn(report)})`);
    return true;
  }
  const found = Object.values(report.vulnerabilities);
  const passed = !found.some(({ severity }) => FAILING.includes(severity));
  console.log(`${passed ? '✓' : '✗'} npm audit (${found.length} vulnerable packages)`);
  for (const { name, severity, range } of found) console.log(`  ${severity}: ${name} ${range}`);
  return passed;
}

/** The report lies between npm's warnings. */
function parsed(output) {
  try {
    return JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1));
  } catch {
    return null;
  }
}

function reasonIn(report) {
  return String(report?.error?.summary || report?.message || 'no report').split(' - ')[0];
}
