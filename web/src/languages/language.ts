import { useSyncExternalStore } from 'react';
import { enterCatalog } from './t.js';
import type { Messages } from './t.js';

/** Each file of two letters here is a language, and a part of the build that is loaded when it is chosen. */
const CATALOGS = import.meta.glob<{ default: Messages }>(['./??.ts', '!./en.ts']);
/** English is part of the page: most read it, and none waits for it. */
const ENGLISH = 'en';

/** The codes of all languages of the page. */
export const LANGUAGES: readonly string[] = [
  ENGLISH,
  ...Object.keys(CATALOGS).map((path) => path.slice(2, 4)),
].toSorted();

const KEY = 'clip-chatbot.language';
const changes = new EventTarget();
let current = ENGLISH;

/** The code of the language that the page speaks; who uses it is rendered again in the next one. */
export function useLanguage(): string {
  return useSyncExternalStore(subscribe, () => current);
}

/** Enters the language that was chosen in this browser, else the first of the browser's that the page has. */
export async function enterPreferred(): Promise<void> {
  const wanted = [localStorage.getItem(KEY) ?? '', ...navigator.languages].map(codeOf);
  await enter(wanted.find((code) => LANGUAGES.includes(code)) ?? ENGLISH);
}

/** Chooses the language of this browser. */
export async function chooseLanguage(code: string): Promise<void> {
  localStorage.setItem(KEY, code);
  await enter(code);
  changes.dispatchEvent(new Event('change'));
}

/** As its readers call it. */
export function ownName(code: string): string {
  const name = new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code;
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
}

async function enter(code: string): Promise<void> {
  // One that cannot be loaded leaves the page in English, which is better than none.
  const catalog = await CATALOGS[`./${code}.ts`]?.().catch(() => null);
  current = catalog ? code : ENGLISH;
  enterCatalog(
    catalog?.default ?? null,
    navigator.languages.find((tag) => codeOf(tag) === current) ?? current,
  );
  document.documentElement.lang = current;
  document.documentElement.dir = directionOf(current);
}

const codeOf = (tag: string): string => tag.split('-', 1)[0]!.toLowerCase();

interface Written {
  getTextInfo?: () => { direction: string };
  textInfo?: { direction: string };
}

/** Browsers of before 2023 do not say it, or as a property. */
function directionOf(code: string): string {
  const written = new Intl.Locale(code) as unknown as Written;
  return (written.getTextInfo?.() ?? written.textInfo)?.direction ?? 'ltr';
}

function subscribe(listener: () => void): () => void {
  changes.addEventListener('change', listener);
  return () => changes.removeEventListener('change', listener);
}
