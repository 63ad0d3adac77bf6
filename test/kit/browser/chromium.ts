import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserServer, type LaunchOptions, type Page } from 'playwright-core';
import { packagePath } from '../../../core/util/package-path.js';
import { chromiumPath } from './chromium-path.js';

/**
 * Without these, Chromium asks the internet for things that no test needs; and its V8 optimizes code that runs once, which
 * takes a sixth of all that a page costs.
 */
const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // cspell:disable-next-line
  '--js-flags=--max-lazy --no-turbofan --no-maglev',
];

/** A browser, or undefined on a machine without one, where the tests that need it are left out. */
export async function launchChromium(): Promise<Browser | undefined> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) return undefined;
  return await chromium.launch(launchOptions(executablePath));
}

/** In the locale of an empty environment it could not read files whose names are not ASCII. */
function launchOptions(executablePath: string): LaunchOptions {
  return { executablePath, args: CHROMIUM_FLAGS, env: { ...process.env, LC_ALL: 'C.UTF-8' } };
}

/** A browser whose processes a test may put to sleep; they are a group of their own. */
export async function launchChromiumServer(): Promise<BrowserServer | undefined> {
  const executablePath = chromiumPath();
  return executablePath === undefined
    ? undefined
    : await chromium.launchServer(launchOptions(executablePath));
}

/** With KEEP_SCREENSHOTS=1, keeps a picture of a page for people to look at. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  if (process.env.KEEP_SCREENSHOTS !== '1') return;
  const folder = packagePath('artifacts');
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.jpeg`), type: 'jpeg', quality: 90 });
}
