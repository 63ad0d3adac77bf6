/**
 * The runner's substitute in a launcher's tests: attempt 1 works until SIGTERM and then exits with 143, attempt 2
 * succeeds, any other attempt exits with its own number.
 */
const PROGRAM = `
const attempt = Number(process.env.REGENERATION_ATTEMPT);
if (attempt > 1) process.exit(attempt === 2 ? 0 : attempt);
process.on('SIGTERM', () => process.exit(143));
setInterval(() => {}, 1000);
await new Promise(() => {});
`;

/** Makes any program that Node runs, in any image, behave like that, without reaching its own code. */
export const PROGRAM_ENVIRONMENT = {
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(PROGRAM)}`,
};
