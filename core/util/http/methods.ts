import type { IncomingMessage, ServerResponse } from 'node:http';

/** What reads: HEAD is answered wherever GET is. */
export const READS = ['GET', 'HEAD'] as const;
export const isRead = (method: string): boolean => (READS as readonly string[]).includes(method);

type Method = (typeof READS)[number] | 'POST' | 'PUT' | 'DELETE';
type Next = (error?: unknown) => void;

/**
 * Stands before the handlers of an address: methods that it does not have get 405 (RFC 9110, 15.5.6), and OPTIONS the
 * ones that it has. No preflight of a foreign page is granted.
 */
export function onlyMethods(
  ...methods: readonly Method[]
): (request: IncomingMessage, response: ServerResponse, next: Next) => void {
  const allow = [...methods, 'OPTIONS'].join(', ');
  return ({ method = '' }, response, next) => {
    if ((methods as readonly string[]).includes(method)) return next();
    response.setHeader('Allow', allow);
    if (method === 'OPTIONS') return void response.writeHead(204).end();
    next(Object.assign(new Error(`${method} is not among ${allow}`), { status: 405 }));
  };
}
