import { createElement, Fragment } from 'react';
import type { ReactNode } from 'react';
import format from 'icu-minify/format';
import type { CompiledMessage, FormatOptions, FormatValues } from 'icu-minify/format';
import type { GetICUArgs } from '@schummar/icu-type-parser';
import english from './en.js';

/** Names a message of the catalogs: its room and what it says. */
export type Key = keyof typeof english;

/** What a language's file holds: the compiler refuses one that lacks a message, or has one of its own. */
export type Catalog = Record<Key, string>;

/** A catalog as the build leaves it, without braces to be read; in tests, still as written. */
export type Messages = Record<Key, CompiledMessage>;

interface Arguments {
  ICUArgument: string | number;
  ICUNumberArgument: number;
  ICUDateArgument: Date;
}
type Values<K extends Key> = GetICUArgs<(typeof english)[K], Arguments>;
type Given<K extends Key> = keyof Values<K> extends never ? [] : [values: Values<K>];
type Tags = Record<string, string | number | ((inside: ReactNode[]) => ReactNode)>;

const ENGLISH = english as unknown as Messages;

let messages = ENGLISH;
let place = 'en';
let options = optionsFor(place);

/** What dates, numbers and money are written by: a language, with the reader's country where the browser says it. */
export function locale(): string {
  return place;
}

/** Makes the page speak a language, from its next rendering on; null: English. */
export function enterCatalog(catalog: Messages | null, by: string): void {
  messages = catalog ?? ENGLISH;
  place = by;
  options = optionsFor(by);
}

/** A message in the page's language. */
export function t<K extends Key>(key: K, ...[values]: Given<K>): string {
  return format(messages[key], place, values as FormatValues | undefined, options) as string;
}

/** A message whose tags become elements. */
export function rich<K extends Key>(key: K, values: Values<K> & Tags): ReactNode {
  const parts = format<ReactNode>(messages[key], place, values as FormatValues<ReactNode>, options);
  return Array.isArray(parts) ? createElement(Fragment, null, ...parts) : parts;
}

/** The same in English, which the server speaks: to find in what it says. */
export function inEnglish(key: Key): string {
  return format(ENGLISH[key], 'en', undefined, options) as string;
}

/** Whether the catalogs have a message of this name. */
export function isKey(name: string): name is Key {
  return Object.hasOwn(ENGLISH, name);
}

/** One of each kind: to make one takes longer than all else that a message needs. */
function optionsFor(by: string): FormatOptions {
  const numbers = new Intl.NumberFormat(by);
  const plurals = new Intl.PluralRules(by);
  return {
    formatters: {
      getNumberFormat: () => numbers,
      getPluralRules: () => plurals,
      getDateTimeFormat: (...given) => new Intl.DateTimeFormat(...given),
    },
  };
}
