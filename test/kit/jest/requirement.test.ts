import { declareRequiring, type Declare } from './requirement.js';

/** Records what is declared, in the shape of jest's `it`. */
function recorder() {
  const declared: { name: string; test: () => Promise<void>; skipped: boolean }[] = [];
  const declare: Declare = Object.assign(
    (name: string, test: () => Promise<void>) => void declared.push({ name, test, skipped: false }),
    { skip: (name: string, test: () => Promise<void>) => void declared.push({ name, test, skipped: true }) },
  );
  return { declared, declare };
}

describe('a test with a requirement', () => {
  const need = { requirement: 'a piano', present: false, requireAll: false };
  const test = () => Promise.resolve();

  it('is declared as it is when the requirement is there', () => {
    const { declared, declare } = recorder();
    declareRequiring(declare, { ...need, present: true, requireAll: true }, 'plays', test);
    expect(declared).toEqual([{ name: 'plays', test, skipped: false }]);
  });

  it('is left out under a name that says what it lacks', () => {
    const { declared, declare } = recorder();
    declareRequiring(declare, need, 'plays', test);
    expect(declared).toEqual([{ name: 'plays [needs a piano]', test, skipped: true }]);
  });

  it('fails when nothing may be left out', async () => {
    const { declared, declare } = recorder();
    declareRequiring(declare, { ...need, requireAll: true }, 'plays', test);
    expect(declared[0]!.skipped).toBe(false);
    await expect(declared[0]!.test()).rejects.toThrow('a piano is absent');
  });
});
