import type { Page } from 'playwright-core';

const MOVES = 40;
/** Prime to it, so that moves are far apart and come to each place once. */
const STRIDE = 17;

/** Moves the pointer over the strip to places far apart. Returns the milliseconds until each shows its picture. */
export async function scrub(page: Page): Promise<number[]> {
  const box = (await page.getByTestId('timeline').boundingBox())!;
  const durations: number[] = [];
  for (let move = 0; move < MOVES; move++) {
    const share = (((move * STRIDE) % MOVES) + 0.5) / MOVES;
    const shown = page.evaluate(untilShown);
    await page.mouse.move(box.x + box.width * share, box.y + box.height / 2);
    durations.push(await shown);
  }
  return durations;
}

/** In the page: from the pointer's next move to the frame after which the picture of that place is there. */
async function untilShown(): Promise<number> {
  const moved = await new Promise<number>((done) => {
    addEventListener('pointermove', ({ timeStamp }) => done(timeStamp), { once: true, capture: true });
  });
  const frame = async () => await new Promise((done) => requestAnimationFrame(done));
  await frame();
  const hover = document.querySelector('[data-testid="strip-hover"]');
  const film = hover?.querySelector<HTMLElement>('[data-frame]');
  const image = new Image();
  image.src = film ? /url\("(.*)"\)/.exec(film.style.backgroundImage)![1]! : hover!.querySelector('img')!.src;
  if (!image.complete) {
    await image.decode();
    await frame();
  }
  return performance.now() - moved;
}
