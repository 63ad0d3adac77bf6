import { parse } from 'graphql';
import { createCache } from './cache.js';

// Parsed here, so that it is not taken for a document of the app.
const VERSIONS = parse(`
  query SomeVersions($first: Int!, $after: String) {
    job(id: "j") {
      id
      versions(first: $first, after: $after) {
        edges { cursor node { id } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

interface Versions {
  job: { versions: { edges: { node: { id: string } }[]; pageInfo: { endCursor: string | null } } };
}

/** A video with so many versions, newest first, read as the server answers. */
function openList() {
  const cache = createCache();
  const read = (numbers: number[], after: number | null, hasNextPage: boolean) =>
    cache.writeQuery({
      query: VERSIONS,
      variables: { first: numbers.length, ...(after !== null && { after: `c${after}` }) },
      data: {
        job: {
          __typename: 'Job',
          id: 'j',
          versions: {
            __typename: 'VideoVersionConnection',
            edges: numbers.map((number) => ({
              __typename: 'VideoVersionEdge',
              cursor: `c${number}`,
              node: { __typename: 'VideoVersion', id: `v${number}` },
            })),
            pageInfo: { __typename: 'PageInfo', hasNextPage, endCursor: `c${numbers.at(-1)}` },
          },
        },
      },
    });
  const known = () => {
    const { edges, pageInfo } = cache.readQuery<Versions>({ query: VERSIONS, variables: { first: 2 } })!.job
      .versions;
    return { ids: edges.map(({ node }) => node.id).join(' '), end: pageInfo.endCursor };
  };
  return { read, known };
}

describe('a list that is read newest first', () => {
  it('goes on with the next page', () => {
    const { read, known } = openList();
    read([9, 8], null, true);
    read([7, 6], 8, true);
    expect(known()).toEqual({ ids: 'v9 v8 v7 v6', end: 'c6' });
  });

  it('keeps older pages when its first page comes again, also after them', () => {
    const { read, known } = openList();
    read([9, 8], null, true);
    read([7, 6], 8, true);
    read([9, 8], null, true);
    expect(known()).toEqual({ ids: 'v9 v8 v7 v6', end: 'c6' });
  });

  it('takes what is new at its beginning', () => {
    const { read, known } = openList();
    read([9, 8], null, true);
    read([7, 6], 8, false);
    read([11, 10, 9], null, true);
    expect(known()).toEqual({ ids: 'v11 v10 v9 v8 v7 v6', end: 'c6' });
  });

  it('drops what is gone from its beginning and from its end', () => {
    const { read, known } = openList();
    read([9, 8, 7], null, true);
    read([6, 5], 7, false);
    read([9, 7], null, true);
    expect(known()).toEqual({ ids: 'v9 v7 v6 v5', end: 'c5' });
    read([9, 7, 6], null, false);
    expect(known()).toEqual({ ids: 'v9 v7 v6', end: 'c6' });
  });

  it('begins anew where more is new than was read', () => {
    const { read, known } = openList();
    read([9, 8], null, true);
    read([20, 19], null, true);
    expect(known()).toEqual({ ids: 'v20 v19', end: 'c19' });
  });

  it('leaves out a page that follows what is not known any more', () => {
    const { read, known } = openList();
    read([9, 8], null, true);
    read([20, 19], null, true);
    read([7, 6], 8, true);
    expect(known()).toEqual({ ids: 'v20 v19', end: 'c19' });
  });
});
