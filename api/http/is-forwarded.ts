import type { IncomingHttpHeaders } from 'node:http';

/** Headers that proxies add: the sender is then not the program at the other end of the connection. */
const FORWARDED = /^(x-forwarded-.*|forwarded|via|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip)$/;

/** Whether a request came through a proxy, such as an Ingress. */
export const isForwarded = (headers: IncomingHttpHeaders): boolean =>
  Object.keys(headers).some((name) => FORWARDED.test(name));
