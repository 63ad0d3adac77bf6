import type { BrowserContext, Page } from 'playwright-core';

/** Turns "Ask first, before free changes" on: then what costs nothing waits for a Confirm, too. */
export async function askFirst(pages: BrowserContext | Page): Promise<void> {
  await pages.addInitScript(() => localStorage.setItem('clip-chatbot.ask-before-free-changes', 'yes'));
}
