const HOSTS = ['localhost', '127.0.0.1', '::1', '[::1]', '::ffff:127.0.0.1'];

/** Whether a host name, as a setting or a URL has it, or a socket's address is this machine alone. */
export function isLoopback(host: string | undefined): boolean {
  return host !== undefined && HOSTS.includes(host);
}
