import type { Page } from 'playwright-core';

/** Answers to an operation wait, from the server on, until they are released. */
export async function hold(
  on: Page,
  operation: string,
): Promise<{ fetched: Promise<void>; release: () => void }> {
  let [release, hasFetched] = [(): void => undefined, (): void => undefined];
  const released = new Promise<void>((resolve) => (release = resolve));
  const fetched = new Promise<void>((resolve) => (hasFetched = resolve));
  await on.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes(`"${operation}"`) !== true) return await route.fallback();
    const response = await route.fetch();
    hasFetched();
    await released;
    await route.fulfill({ response });
  });
  return { fetched, release };
}
