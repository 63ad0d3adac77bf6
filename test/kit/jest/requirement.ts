type Test = () => Promise<void>;

/** What a registry of requirements uses of jest's `it`. */
export interface Declare {
  (name: string, test: Test, timeoutMs?: number): void;
  skip: (name: string, test: Test) => void;
}

export interface Need {
  requirement: string;
  present: boolean;
  requireAll: boolean;
}

/** Declares the test, or leaves it out by a name that the reporter of left-out tests knows, or makes it fail. */
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
