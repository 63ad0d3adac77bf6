import { readFileSync } from 'node:fs';
import { packagePath } from '../../../core/util/package-path.js';
import { ENDINGS, decide } from '../decide.js';
import { statesPage } from './document.js';
import { EVERY_FACTS, everyPair, FACTS, JOBS, LEASES, rowOf, STATUSES } from './domain.js';

const PAGE = statesPage();

describe('docs/states.md', () => {
  it('shows the tables as they are: npm run states writes it', () => {
    expect(readFileSync(packagePath('docs/states.md'), 'utf8')).toBe(PAGE);
  });

  it('shows no decision that a case does not give, and each that one gives', () => {
    const decided = new Set([...everyPair()].map(([row, job]) => decide(row, job)));
    for (const decision of Object.keys(ENDINGS)) expect(decided).toContain(decision);
    for (const decision of decided) expect(PAGE).toContain(`| ${decision} | `);
  });
});

describe('the domain of decisions', () => {
  it('has every combination once', () => {
    expect(new Set(EVERY_FACTS.map((facts) => JSON.stringify(facts))).size).toBe(2 ** FACTS.length);
    const pairs = [...everyPair()].map((pair) => JSON.stringify(pair));
    expect(pairs).toHaveLength(STATUSES.length * LEASES.length * 2 ** FACTS.length * 3 * JOBS.size);
  });

  it.each(FACTS)('has no fact that never matters: %s', (fact) => {
    const matters = [...JOBS.values()].some((job) =>
      STATUSES.some((status) =>
        LEASES.some((lease) =>
          EVERY_FACTS.some((facts) => {
            const [one, other] = [true, false].map((is) =>
              rowOf(status, lease, { ...facts, [fact]: is }, job),
            );
            return decide(one!, job) !== decide(other!, job);
          }),
        ),
      ),
    );
    expect(matters).toBe(true);
  });
});
