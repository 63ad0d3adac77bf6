import { locale, t } from '../languages/t.js';

/**
 * Shows an amount of the API (a decimal string in USD) as the reader's locale writes it: two places, four below a cent.
 * Intl reads the digits themselves and rounds half up, so that no amount passes through a float.
 */
export function formatUsd(amount: string): string {
  const parts = /^-?(\d+)(?:\.(\d+))?$/.exec(amount.trim());
  if (!parts) return `$${amount}`;
  const [, whole = '0', fraction = ''] = parts;
  const belowACent = /^0+$/.test(whole) && /^00\d*[1-9]/.test(fraction);
  return dollars(belowACent ? 4 : 2).format(amount.trim() as `${number}`);
}

/** An amount of a breakdown; "price unknown" where the rate card has no price. */
export function formatPrice(amount: string, known: boolean): string {
  return known ? formatUsd(amount) : t('common.priceUnknown');
}

/** Whether an amount is nothing, whatever its number of places ("0", "0.0000"). */
export function isZero(amount: string): boolean {
  return /^-?0*(\.0*)?$/.test(amount.trim());
}

/** Whether an amount is above another one. */
export function isMore(amount: string, than: string): boolean {
  return Number(amount) > Number(than);
}

const made = new Map<string, Intl.NumberFormat>();

function dollars(places: number): Intl.NumberFormat {
  const key = `${locale()} ${places}`;
  const format =
    made.get(key) ??
    new Intl.NumberFormat(locale(), {
      ...{ style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' },
      ...{ minimumFractionDigits: places, maximumFractionDigits: places },
    });
  made.set(key, format);
  return format;
}
