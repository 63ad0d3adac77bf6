import { randomUUID } from 'node:crypto';
import { serverAudits } from 'graphql-http';
import { ProductionFixture } from '../security/production-server.js';
import { tokenFor } from '../kit/server/tokens.js';

let fixture: ProductionFixture;
let url: string;
let token: string;

// Some audits ask the schema for a type by a variable.
beforeAll(async () => {
  fixture = await ProductionFixture.create();
  url = (await fixture.start({ PLAYGROUND: 'on' })).url;
  token = await tokenFor(randomUUID());
});
afterAll(async () => {
  await fixture.drop();
});

/** The outside suite for "GraphQL over HTTP", as a client with a token. */
const audits = serverAudits({
  url: () => `${url}/graphql`,
  fetchFn: async (address: string, init: RequestInit = {}) =>
    await fetch(address, { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } }),
});

it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))(
  '%s: %s',
  async (_id, _name, audit) => {
    const result = await audit.fn();
    expect(result).toMatchObject({ status: 'ok' });
  },
);
