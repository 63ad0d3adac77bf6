import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { launchChromiumServer } from './chromium.js';
import { confirmChange } from '../server/editing.js';
import { ffmpegGate, type FfmpegGate } from '../../faults/runner/ffmpeg-gate.js';
import { openSetup, type Setup } from '../../faults/fault-fixture.js';
import { freePort } from '../proxies/free-port.js';
import { startHttpProxy, type HttpProxy } from '../proxies/http-proxy.js';
import { CANCEL, REGENERATION } from '../server/operations.js';
import { startTcpProxy, type TcpProxy } from '../proxies/tcp-proxy.js';
import { until } from '../server/until.js';

/** How long the page may take to show what is true. */
export const TRUTH_MS = 5_000;
export const WIDE = { width: 1400, height: 900 };
/** For events without a promised time: a runner that starts, renders, ends. */
const SERVER_MS = 60_000;

/** A server with a short video, a browser, and proxies between them. */
export interface TruthFixture {
  setup: Setup;
  browser: Browser;
  /** The TCP proxy. */
  tcp: TcpProxy;
  /** The HTTP proxy behind it. */
  http: HttpProxy;
  /** Renders stop here while it is closed. */
  gate: FfmpegGate;
  /** A page at the address of the video and a clip (from 1), whatever it shows. */
  goTo(clip: number): Promise<Page>;
  /** The same, showing them. */
  open(clip: number): Promise<Page>;
  /** As when a machine sleeps: the whole browser stops. */
  sleep(): void;
  wake(): void;
  close(): Promise<void>;
}

/** A fixture, or undefined on a machine without a browser. */
export async function openTruthFixture(env: Record<string, string> = {}): Promise<TruthFixture | undefined> {
  const launched = await launchChromiumServer();
  if (launched === undefined) return undefined;
  const browser = await chromium.connect(launched.wsEndpoint());
  let gate: FfmpegGate | undefined;
  const setup = await openSetup(async ({ dataDir }) => {
    gate = await ffmpegGate(dataDir, 'rendering');
    return { PORT: String(await freePort()), ...env, FFMPEG_PATH: gate.path };
  });
  const http = await startHttpProxy(() => setup.server.url);
  const tcp = await startTcpProxy(http.url);
  const goTo = async (clip: number): Promise<Page> => {
    const page = await browser.newPage({ viewport: WIDE });
    page.setDefaultTimeout(20_000);
    await page.goto(tcp.through(`${http.url}/jobs/${setup.jobId}?clip=${clip}`));
    return page;
  };
  return {
    setup,
    browser,
    tcp,
    http,
    gate: gate!,
    goTo,
    async open(clip) {
      const page = await goTo(clip);
      await chat(page)
        .getByRole('heading', { name: `Clip ${clip}`, exact: true })
        .waitFor();
      return page;
    },
    sleep: () => void process.kill(-launched.process().pid!, 'SIGSTOP'),
    wake: () => void process.kill(-launched.process().pid!, 'SIGCONT'),
    async close() {
      await launched.close();
      await tcp.close();
      await http.close();
      await setup.close();
    },
  };
}

export const chat = (page: Page): Locator => page.getByTestId('chat');
export const banner = (page: Page): Locator => page.getByTestId('connection').locator('p');

/** Confirms a change as another device would; returns once its rendering waits at the gate. */
export async function startElsewhere({ setup, gate }: TruthFixture, clipIndex: number): Promise<string> {
  await gate.close();
  const id = await confirmChange(setup.api, setup.jobId, clipIndex, 'make it darker');
  await gate.reached();
  return id;
}

export async function cancelElsewhere({ setup }: TruthFixture, id: string): Promise<void> {
  await setup.api.data(CANCEL, { id });
  await untilStatus(setup, id, 'CANCELED');
}

/** Waits for the server, with a generous limit. */
export async function untilStatus({ api }: Setup, id: string, status: string): Promise<void> {
  const current = async (): Promise<string> =>
    (await api.data<{ regeneration: { status: string } }>(REGENERATION, { id })).regeneration.status;
  await until(async () => (await current()) === status, { limitMs: SERVER_MS, what: `${id} is ${status}` });
}

/** Fails unless the page shows the current state in time. */
export async function showsSoon(shown: Locator): Promise<void> {
  await shown.first().waitFor({ timeout: TRUTH_MS });
}
