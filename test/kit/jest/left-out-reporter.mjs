/** At the end of a run, lists the tests that were left out because this machine lacks something they need. */
export default class LeftOutReporter {
  onRunComplete(_contexts, { testResults }) {
    const leftOut = testResults
      .flatMap((file) => file.testResults)
      .filter(({ status, title }) => status === 'pending' && / \[needs .+\]$/.test(title));
    if (leftOut.length === 0) return;
    console.error(`\nLeft out on this machine (REQUIRE_ALL=1 makes them fail, but for those of test:image):`);
    for (const { fullName } of leftOut) console.error(`  ${fullName}`);
  }
}
