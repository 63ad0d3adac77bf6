const KEY_MS = 60;
const LOOK_MS = 900;
const CHANGE_LIMIT_MS = 120_000;

/** Goes from the list of videos to the page of the first. */
export async function openVideo(page) {
  await page.waitForTimeout(LOOK_MS);
  await page.getByTestId('job-card').first().click();
  await page.getByTestId('clip-card-5').waitFor();
  await page.waitForTimeout(LOOK_MS);
}

/** Picks a clip, types the instruction, sees the offer, confirms, and waits for the new video; takes a still of each stage. */
export async function changeClip(page, { clipIndex, instruction, still }) {
  await page.getByTestId(`clip-card-${clipIndex}`).click();
  await page.waitForTimeout(LOOK_MS);
  // What is free would start at once.
  await page.getByLabel('Ask first, before free changes').check();
  await page.getByTestId('chat-input').pressSequentially(instruction, { delay: KEY_MS });
  await page.getByTestId('chat-input').press('Enter');
  const quote = page.getByTestId('quote-card');
  await quote.waitFor();
  await page.waitForTimeout(LOOK_MS);
  await still('quote');
  await quote.getByRole('button', { name: 'Confirm' }).click();
  const making = page.getByTestId('progress').getByText('Generating the clip');
  await making.waitFor({ timeout: CHANGE_LIMIT_MS });
  await page.waitForTimeout(2 * LOOK_MS);
  await still('progress');
  await page.getByTestId(`regenerated-badge-${clipIndex}`).waitFor({ timeout: CHANGE_LIMIT_MS });
  await page.getByTestId('progress').waitFor({ state: 'detached', timeout: CHANGE_LIMIT_MS });
  await page.waitForTimeout(LOOK_MS);
  await page.getByRole('button', { name: /before/i }).click();
  await page.getByTestId('comparison').waitFor();
  await page.keyboard.press('Space');
  await page.waitForTimeout(2 * LOOK_MS);
  await still('result');
}
