import type { Page } from 'playwright-core';

const TYPED = 'make it nighttime, with rain on the windows';
const ARROWS = ['ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowUp', 'ArrowLeft', 'ArrowDown', 'End', 'Home'];
const CLICKED = [7, 31, 58, 12, 44, 3, 25, 50];
/** How long a fast typist holds a key or button. Without it, each key would wait for the frames of the last. */
const PACE = { delay: 60 };
/** The browser does not report shorter interactions. */
const LEAST_REPORTED_MS = 16;

/** Makes the page record each interaction's time from the input to the frame that shows its result. */
export async function noteInteractions(page: Page): Promise<void> {
  await page.addInitScript((durationThreshold) => {
    const durations = new Map<number, number>();
    Object.assign(window, { durations });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEventTiming & { interactionId: number })[]) {
        const { interactionId, duration } = entry;
        if (interactionId > 0)
          durations.set(interactionId, Math.max(duration, durations.get(interactionId) ?? 0));
      }
    }).observe({ type: 'event', durationThreshold } as PerformanceObserverInit);
  }, LEAST_REPORTED_MS);
  await watch(page);
}

/**
 * Watches the page: a browser without a window presents unseen frames late, and counts that as the page's delay.
 * The pictures are small: at full size, their compression took more than one of two cores.
 */
async function watch(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  session.on('Page.screencastFrame', ({ sessionId }) => {
    void session.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined);
  });
  await session.send('Page.startScreencast', { format: 'jpeg', quality: 10, maxWidth: 140, maxHeight: 90 });
}

/** Types, moves over the clips and picks some, as a person does. Returns the milliseconds of each interaction. */
export async function interact(page: Page): Promise<number[]> {
  await page.evaluate(() => (window as unknown as Noted).durations.clear());
  const field = page.getByTestId('chat-input');
  await field.fill('');
  await field.focus();
  for (const character of TYPED) await page.keyboard.press(character === ' ' ? 'Space' : character, PACE);
  await page.getByTestId('clip-card-20').focus();
  for (const key of [...ARROWS, ...ARROWS]) await page.keyboard.press(key, PACE);
  for (const clip of CLICKED) await page.getByTestId(`clip-card-${clip}`).click(PACE);
  const count = TYPED.length + 2 * ARROWS.length + CLICKED.length;
  const reported = await page.evaluate(async () => {
    // The last interaction is reported after the frame that shows its result.
    await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 200)));
    return [...(window as unknown as Noted).durations.values()];
  });
  return [...reported, ...Array<number>(Math.max(0, count - reported.length)).fill(LEAST_REPORTED_MS)];
}

interface Noted {
  durations: Map<number, number>;
}
