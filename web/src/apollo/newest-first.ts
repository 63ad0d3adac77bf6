import type { FieldMergeFunction, FieldPolicy, Reference } from '@apollo/client';

/** A connection as it is cached. Queries ask for the cursors of all edges, by which pages are placed. */
export interface CachedConnection {
  edges: readonly { cursor: string; node: Reference }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/**
 * A connection that is read page by page, newest first, and read again from the newest on. Answers may come in any order: a
 * page that is read again leaves the older ones that were read meanwhile. `keyArgs` tell one such list from another.
 */
export function newestFirst(...keyArgs: string[]): FieldPolicy<CachedConnection> {
  return { keyArgs: keyArgs.length > 0 && keyArgs, merge };
}

const merge: FieldMergeFunction<CachedConnection> = (known, read, { args }) => {
  if (!known) return read;
  return typeof args?.after === 'string' ? readOn(known, read, args.after) : readAgain(known, read);
};

/** A page whose beginning is not known any more has no place: between it and what is known, entries may be missing. */
function readOn(known: CachedConnection, read: CachedConnection, after: string): CachedConnection {
  const at = known.edges.findIndex(({ cursor }) => cursor === after);
  if (at < 0) return known;
  return { ...known, ...read, edges: [...known.edges.slice(0, at + 1), ...read.edges] };
}

function readAgain(known: CachedConnection, read: CachedConnection): CachedConnection {
  const oldest = read.edges.at(-1)?.node.__ref;
  const at = known.edges.findIndex(({ node }) => node.__ref === oldest);
  const older = known.edges.slice(at + 1);
  if (at < 0 || older.length === 0 || !read.pageInfo.hasNextPage) return read;
  return { ...known, ...read, edges: [...read.edges, ...older], pageInfo: known.pageInfo };
}
