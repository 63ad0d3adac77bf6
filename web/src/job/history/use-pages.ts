import { useEffect, useEffectEvent, useRef } from 'react';
import type { ErrorLike } from '@apollo/client';

/** The usual page of a list of versions. */
export const PAGE = 20;
/** The API's longest page. */
export const LONGEST_PAGE = 100;

/** Of a query that is read so: what is read again, whoever asks for it, leaves the older pages that were read. */
export const KEPT_PAGES = {
  fetchPolicy: 'cache-and-network',
  nextFetchPolicy: 'cache-first',
  refetchWritePolicy: 'merge',
} as const;

/** What this needs of a query with `first` and `after`. */
interface PagedQuery {
  error?: ErrorLike;
  refetch: (variables: { first: number }) => Promise<unknown>;
  fetchMore: (options: { variables: { first: number; after: string | null } }) => Promise<unknown>;
}

/** A connection, as far as it was read. */
interface Pages<Node> {
  edges: readonly { node: Node }[];
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
}

/**
 * The entries of a list that is read page by page, and what is read next. When the stamp changes, all that is shown is read
 * again.
 */
export function usePages<Node>(
  { error, refetch, fetchMore }: PagedQuery,
  pages: Pages<Node> | undefined,
  { stamp, page }: { stamp: string; /** Of what is read next. */ page: number },
) {
  const first = Math.min(LONGEST_PAGE, Math.max(page, pages?.edges.length ?? 0));
  const readAgain = () => void refetch({ first }).catch(() => undefined);
  const readMore = () =>
    void fetchMore({ variables: { first: page, after: pages?.pageInfo.endCursor ?? null } }).catch(
      () => undefined,
    );
  useWhenChanged(stamp, readAgain);
  return {
    nodes: pages?.edges.map(({ node }) => node) ?? null,
    error: pages ? undefined : error,
    reload: readAgain,
    more: pages?.pageInfo.hasNextPage ? readMore : null,
  };
}

/** A list of versions as far as it was read. */
interface ReadVersions {
  versions: readonly { versionNumber: number }[] | null;
  more: (() => void) | null;
}

/**
 * While one of many is to be chosen, reads more than a list begins with, and on to the one that is picked already: it was
 * found further down.
 */
export function useReadOn(
  { versions, more }: ReadVersions,
  isChoosing: boolean,
  picked: number | null,
): void {
  const count = versions?.length ?? 0;
  const isThere = picked === null || versions?.some(({ versionNumber }) => versionNumber === picked);
  const lacks = isChoosing && count > 0 && (count <= PAGE || !isThere);
  const readMore = useEffectEvent(() => more?.());
  useEffect(() => {
    if (lacks) readMore();
  }, [lacks, count]);
}

function useWhenChanged(stamp: string, act: () => void): void {
  const last = useRef(stamp);
  const latest = useRef(act);
  useEffect(() => void (latest.current = act));
  useEffect(() => {
    if (last.current === stamp) return;
    last.current = stamp;
    latest.current();
  }, [stamp]);
}
