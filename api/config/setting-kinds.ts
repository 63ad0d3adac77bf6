import { z } from 'zod';

/** A whole number above 0. */
export const positiveInt = (fallback: number): z.ZodDefault<z.ZodCoercedNumber> =>
  z.coerce.number().int().positive().default(fallback);

/** USD, decimal string with at most four places. */
export const usd = z.string().regex(/^\d+(\.\d{1,4})?$/, 'must be an amount in USD such as 50 or 0.05');

/** CPU as Kubernetes writes it. */
export const cores = z.string().regex(/^\d+(\.\d+)?m?$/, 'must be a number of cores such as 2 or 500m');

/** Memory as Kubernetes writes it. */
export const bytes = z
  .string()
  .regex(/^\d+(\.\d+)?(k|[MGT]|[KMGT]i)?$/, 'must be an amount such as 512Mi or 2Gi');
