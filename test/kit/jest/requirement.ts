type Test = () => Promise<void>;

/** The parts of jest's `it` that a registry of requirements uses. */
export interface Declare {
  (name: string, test: Test, timeoutMs?: number): void;
  skip: (name: string, test: Test) => void;
}

export interface Need {
  requirement: string;
  present: boolean;
  requireAll: boolean;
}

/** Declares the test, makes it fail, or leaves it out under a name that the reporter of left-out tests knows. */
export function declareRequiring(
  declare: Declare,
  need: Need,
  name: string,
  test: Test,
  timeoutMs?: number,
): void {
  if (need.present) return declare(name, test, timeoutMs);
  if (!need.requireAll) return declare.skip(`${name} [needs ${need.requirement}]`, test);
  const absent = new Error(`${need.requirement} is absent, and REQUIRE_ALL=1 leaves no test out`);
  declare(name, () => Promise.reject(absent));
}
