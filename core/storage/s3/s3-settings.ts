import { z } from 'zod';

/** Environment variables of S3 storage, of the api, the runner and the import alike. */
export const s3Settings = {
  S3_BUCKET: z
    .string()
    .optional()
    .describe(
      'Bucket for all media, of AWS, MinIO, Supabase Storage or any server that speaks S3; without it they are files below DATA_DIR',
    ),
  S3_PREFIX: z
    .string()
    .regex(/^([A-Za-z0-9_-][A-Za-z0-9._-]*\/)*$/, 'must be empty or end in /, such as videos/')
    .default('')
    .describe('What every key begins with, so that a bucket can be shared; empty, or ends in /'),
  S3_ENDPOINT: z.url().optional().describe('Address of the object store; default that of AWS'),
  S3_PUBLIC_ENDPOINT: z
    .url()
    .optional()
    .describe('Its address as browsers reach it, where that is another one; default S3_ENDPOINT'),
  S3_REGION: z.string().default('us-east-1').describe('Region that requests are signed for'),
  S3_PATH_STYLE: z
    .enum(['true', 'false'])
    .optional()
    .describe('Bucket in the path, not in the host name; default true with S3_ENDPOINT'),
  S3_ACCESS_KEY_ID: z
    .string()
    .optional()
    .describe(
      "Access key, which needs to get, put, list and delete objects of the bucket; without it AWS's usual places are looked at (its environment, role or profile)",
    ),
  S3_SECRET_ACCESS_KEY: z.string().optional().describe('Secret of S3_ACCESS_KEY_ID'),
};

export type S3Env = z.infer<z.ZodObject<typeof s3Settings>>;

/** Address, bucket and credentials of the object storage. */
export interface S3Settings {
  bucket: string;
  /** Empty, or ends in `/`. */
  prefix: string;
  /** Undefined: AWS. */
  endpoint: string | undefined;
  /** Its address as browsers reach it. */
  publicEndpoint: string | undefined;
  region: string;
  pathStyle: boolean;
  /** Undefined: AWS's usual places. */
  credentials: { accessKeyId: string; secretAccessKey: string } | undefined;
}

/** A rule of these variables for the programs' schemas. */
export const s3Access = {
  holds: (env: S3Env): boolean =>
    (env.S3_ACCESS_KEY_ID === undefined) === (env.S3_SECRET_ACCESS_KEY === undefined),
  message: 'Set S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY together: one without the other signs nothing.',
};

/** The settings; null if media are files of this machine. */
export function s3SettingsOf(env: S3Env): S3Settings | null {
  const { S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (bucket === undefined) return null;
  return {
    bucket,
    prefix: env.S3_PREFIX,
    endpoint: env.S3_ENDPOINT,
    publicEndpoint: env.S3_PUBLIC_ENDPOINT ?? env.S3_ENDPOINT,
    region: env.S3_REGION,
    pathStyle: env.S3_PATH_STYLE === undefined ? env.S3_ENDPOINT !== undefined : env.S3_PATH_STYLE === 'true',
    credentials:
      accessKeyId === undefined || secretAccessKey === undefined
        ? undefined
        : { accessKeyId, secretAccessKey },
  };
}

/** The origin of the addresses that browsers read from. */
export function s3Origin({ publicEndpoint, bucket, region, pathStyle }: S3Settings): string {
  const { protocol, host } = new URL(publicEndpoint ?? `https://s3.${region}.amazonaws.com`);
  return `${protocol}//${pathStyle ? host : `${bucket}.${host}`}`;
}
