import type { IncomingHttpHeaders } from 'node:http';

/** Headers that proxies add: the sender is then not the program at the other end of the connection. */
const FORWARDED =
  /^(x-(forwarded|original|envoy|azure|amzn|vercel)-.*|forwarded|via|x-real-ip|(.*-)?client-ip|cf-.*|cdn-loop|fly-.*|ngrok-.*|tailscale-.*)$/;

/** Whether a request came through a proxy, such as an Ingress. */
export const isForwarded = (headers: IncomingHttpHeaders): boolean =>
  Object.keys(headers).some((name) => FORWARDED.test(name));
