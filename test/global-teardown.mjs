// Stops the run's database server; a connection or database that a test left behind fails the run.
export default async function teardown() {
  const leftovers = await globalThis.testCluster.stop();
  if (leftovers.length === 0) return;
  console.error(`\nLeft behind by the tests:\n${leftovers.map((line) => `  ${line}`).join('\n')}`);
  process.exitCode = 1;
}
