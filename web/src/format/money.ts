/**
 * Shows an amount of the API (a decimal string in USD): two places, four below a cent.
 * Rounds on the digits, half up, so that no amount passes through a float.
 */
export function formatUsd(amount: string): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount.trim());
  if (!parts) return `$${amount}`;
  const [, sign = '', whole = '0', fraction = ''] = parts;
  const belowACent = /^0+$/.test(whole) && /^00\d*[1-9]/.test(fraction);
  return `${sign}$${roundedDigits(whole, fraction, belowACent ? 4 : 2)}`;
}

/** An amount of a breakdown; "price unknown" where the rate card has no price. */
export function formatPrice(amount: string, known: boolean): string {
  return known ? formatUsd(amount) : 'price unknown';
}

/** Whether an amount is nothing, whatever its number of places ("0", "0.0000"). */
export function isZero(amount: string): boolean {
  return /^-?0*(\.0*)?$/.test(amount.trim());
}

/** Whether an amount is above another one. */
export function isMore(amount: string, than: string): boolean {
  return Number(amount) > Number(than);
}

function roundedDigits(whole: string, fraction: string, places: number): string {
  const kept = BigInt(whole + fraction.padEnd(places, '0').slice(0, places));
  const roundUp = (fraction[places] ?? '0') >= '5' ? 1n : 0n;
  const digits = String(kept + roundUp).padStart(places + 1, '0');
  const dollars = digits.slice(0, -places).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${dollars}.${digits.slice(-places)}`;
}
