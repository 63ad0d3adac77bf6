/** What the server says beyond the heading above, e.g. `About 15 seconds left.` */
export function newsIn(message: string, doing: string): string {
  if (message === `${doing}.`) return '';
  const news = message.startsWith(`${doing}, `) ? message.slice(doing.length + 2) : message;
  return news.charAt(0).toUpperCase() + news.slice(1);
}
