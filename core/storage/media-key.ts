import { isStorageKey } from './key.js';

/** https://<project>.supabase.co/storage/v1/object/{public|sign}/<bucket>/<path> */
const SUPABASE_HOST = /^[a-z0-9-]+\.supabase\.co$/;
const SUPABASE_PATH = /^\/storage\/v1\/object\/(?:public|sign|authenticated)\/(.+)$/;

/**
 * The storage key of a media reference as the pipeline writes it: a key `bucket/path`, or a URL of the object storage,
 * whose token is dropped. Throws an Error that says what is wrong with the reference; only the import accepts `file:`
 * URLs. Null stays null.
 */
export function mediaKey(reference: string): string;
export function mediaKey(reference: string | null): string | null;
export function mediaKey(reference: string | null): string | null {
  if (reference === null) return null;
  const key = reference.includes(':') ? keyOfUrl(reference) : reference;
  if (!isStorageKey(key)) throw new Error(`${JSON.stringify(reference)} is not a storage key bucket/path`);
  return key;
}

function keyOfUrl(reference: string): string {
  const url = URL.canParse(reference) ? new URL(reference) : null;
  if (url?.protocol === 'file:') {
    throw new Error(`${JSON.stringify(reference)} is a file on the pipeline's machine; import the job first`);
  }
  const path = url?.protocol === 'https:' && SUPABASE_HOST.test(url.hostname) ? url.pathname : '';
  const key = SUPABASE_PATH.exec(path)?.[1];
  if (key === undefined) throw new Error(`${JSON.stringify(reference)} is not a URL of the object storage`);
  return key;
}
