import type { Page, Versions } from '../../../core/history/version-repository.js';
import type { PageInfoType } from '../jobs/job.type.js';
import { numberCursor, numberOf, pageSize } from '../page-limits.js';

const LIST = 'version';

/** What a page of versions asks for, read once. */
export function parsePage(first: number | null, after: string | null | undefined): Page {
  return { first: pageSize(first ?? 20), after: typeof after === 'string' ? numberOf(LIST, after) : null };
}

interface Connection<Node> {
  edges: Edge<Node>[];
  pageInfo: PageInfoType;
  totalCount: number;
}

/** Its cursor is made when it is asked for: pages may be of thousands. */
class Edge<Node> {
  constructor(
    readonly node: Node,
    private readonly versionNumber: number,
  ) {}

  get cursor(): string {
    return numberCursor(LIST, this.versionNumber);
  }
}

/** A page of versions as the schema shows it; `nodes` are its rows' views. */
export function connection<Node>(
  { rows, hasMore, totalCount }: Versions<{ versionNumber: number }>,
  nodes: readonly Node[],
): Connection<Node> {
  const edges = rows.map(({ versionNumber }, index) => new Edge(nodes[index]!, versionNumber));
  return {
    edges,
    pageInfo: {
      hasNextPage: hasMore,
      hasPreviousPage: false,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount,
  };
}
