import { z } from 'zod';
import { s3Access, s3Origin, s3Settings, s3SettingsOf } from './s3-settings.js';

const parse = (source: Record<string, string>) => z.object(s3Settings).parse(source);
const settingsOf = (source: Record<string, string>) => s3SettingsOf(parse(source));

it('keeps media on the disk where no bucket is named', () => {
  expect(settingsOf({ S3_ENDPOINT: 'http://minio:9000' })).toBeNull();
});

it.each([
  [{}, 'https://media.s3.us-east-1.amazonaws.com'],
  [{ S3_REGION: 'eu-central-1', S3_PATH_STYLE: 'true' }, 'https://s3.eu-central-1.amazonaws.com'],
  [{ S3_ENDPOINT: 'http://minio:9000' }, 'http://minio:9000'],
  [
    { S3_ENDPOINT: 'http://minio:9000', S3_PUBLIC_ENDPOINT: 'http://localhost:9000' },
    'http://localhost:9000',
  ],
  [{ S3_ENDPOINT: 'https://x.supabase.co/storage/v1/s3' }, 'https://x.supabase.co'],
  [{ S3_ENDPOINT: 'https://objects.example', S3_PATH_STYLE: 'false' }, 'https://media.objects.example'],
])('knows from where browsers read: %j', (source, origin) => {
  expect(s3Origin(settingsOf({ S3_BUCKET: 'media', ...source })!)).toBe(origin);
});

it('takes a key with its secret, or neither', () => {
  expect(s3Access.holds(parse({ S3_ACCESS_KEY_ID: 'a' }))).toBe(false);
  expect(s3Access.holds(parse({ S3_ACCESS_KEY_ID: 'a', S3_SECRET_ACCESS_KEY: 'b' }))).toBe(true);
  expect(settingsOf({ S3_BUCKET: 'media' })!.credentials).toBeUndefined();
});

it.each(['/videos/', 'videos', '../../', 'a//'])('refuses the prefix %j', (prefix) => {
  expect(() => parse({ S3_PREFIX: prefix })).toThrow(/S3_PREFIX|empty or end in/);
});
