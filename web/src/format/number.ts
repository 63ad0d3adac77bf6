import { locale, t } from '../languages/t.js';

/** A number with so many places after the point, as the reader's locale writes it. */
export function formatNumber(value: number, places = 0): string {
  const digits = { minimumFractionDigits: places, maximumFractionDigits: places };
  return value.toLocaleString(locale(), digits);
}

/** "45 %", never more than is reached. */
export function percentWords(percent: number): string {
  return t('common.percent', { percent: Math.floor(percent) });
}
