/** Whether PostgreSQL's JSON takes a text: it has neither NUL nor unpaired surrogates. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && !/\p{Cs}/u.test(text);
}

/** The beginning of a text, `most` UTF-16 units at most: the cut makes no half of a surrogate pair. */
export function cutText(text: string, most: number): string {
  return text.length > most ? text.slice(0, most).replace(/[\ud800-\udbff]$/, '') : text;
}

/** A text that is shown in short: what is too long ends in an ellipsis. */
export function shortened(text: string, most: number): string {
  return text.length > most ? `${cutText(text, most - 1).trimEnd()}…` : text;
}
