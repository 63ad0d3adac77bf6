import { z } from 'zod';

/**
 * Kinds of Prisma's adapter for a connection that fails or breaks. A rejected password is among them: it may just have been
 * changed, and works again within minutes.
 */
const ADAPTER_KINDS = [
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
  'AuthenticationFailed',
  'DatabaseAccessDenied',
];
/** Connection exceptions; shutdown by an operator, by a crash, while starting, of a dropped session. */
const SQL_STATES = /^(08...|57P0[1235])$/;
/** Errors of the network that the adapter passes on as they are. */
const SYSTEM_CODES = ['EPIPE', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN', 'ECONNABORTED'];
/** Errors of pg and its pool that have no code. */
const MESSAGES =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error)/;

const errorShape = z.object({
  code: z.string().optional().catch(undefined),
  message: z.string(),
  meta: z
    .object({
      driverAdapterError: z.object({
        cause: z.object({ kind: z.string(), originalCode: z.string().optional() }),
      }),
    })
    .optional()
    .catch(undefined),
});

/** The cause in an error of Prisma's adapter; undefined for other errors. */
export function causeOf(error: unknown): { kind: string; originalCode?: string } | undefined {
  return errorShape.safeParse(error).data?.meta?.driverAdapterError.cause;
}

/**
 * Whether a statement failed because the database is away: restarting, unreachable, silent, out of connections (its own or
 * the pool's), or rejecting the login. The statement may have run.
 */
export function isDatabaseAway(error: unknown): boolean {
  const { data } = errorShape.safeParse(error);
  if (data === undefined) return false;
  const cause = data.meta?.driverAdapterError.cause;
  if (cause !== undefined)
    return ADAPTER_KINDS.includes(cause.kind) || SQL_STATES.test(cause.originalCode ?? '');
  return SYSTEM_CODES.includes(data.code ?? '') || MESSAGES.test(data.message);
}
