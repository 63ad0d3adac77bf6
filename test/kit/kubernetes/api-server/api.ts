import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Faults } from '../faults.js';
import { checkJob } from './job-rules.js';
import type { JobsController } from '../nodes/jobs-controller.js';
import type { Pods } from '../nodes/pods.js';
import { readBody, type ApiRequest } from './request.js';
import { matchesFields, matchesLabels } from './selectors.js';
import { alreadyExists, forbidden, notFound, versionConflict } from './status.js';
import type { Kind, Store } from './store.js';
import { serveWatch } from './watch.js';
import { API_VERSIONS, now, type Job, type Kinds, type NewJob } from '../wire.js';

/** The permissions of the shipped Role, and nothing else. */
export const LEAST_PRIVILEGE = [
  ...['create', 'get', 'list', 'watch', 'delete'].map((verb) => `${verb} jobs`),
  ...['list', 'watch'].map((verb) => `${verb} pods`),
  'list events',
];

interface DeleteOptions {
  propagationPolicy?: string;
  preconditions?: { resourceVersion?: string };
}

interface Parts {
  namespace: string;
  permissions: string[];
  store: Store;
  controller: JobsController;
  pods: Pods;
  faults: Faults;
}

/** Answers one authenticated request; throws an ApiStatus. */
export async function answer(
  request: ApiRequest,
  incoming: IncomingMessage,
  response: ServerResponse,
  parts: Parts,
): Promise<void> {
  const { verb, resource, namespace, name } = request;
  if (!parts.permissions.includes(`${verb} ${resource}`)) throw forbidden(verb, resource, namespace);
  if (namespace !== parts.namespace) {
    if (verb === 'create') throw notFound('namespaces', namespace);
    return send(response, 200, { kind: 'List', metadata: { resourceVersion: '1' }, items: [] });
  }
  if (verb === 'watch') return serveWatch(request, response, parts.store, parts.faults);
  if (verb === 'list') return send(response, 200, list(request, parts.store));
  const isDryRun = request.query.get('dryRun') === 'All';
  if (verb === 'create') return create((await readBody(incoming)) as NewJob, isDryRun, response, parts);
  if (resource === 'pods/log') return log(request, response, parts);
  const object = named(request, parts.store);
  if (verb === 'get') return send(response, 200, object);
  const options = (await readBody(incoming)) as DeleteOptions;
  const version = options.preconditions?.resourceVersion;
  if (version !== undefined && version !== object.metadata.resourceVersion)
    throw versionConflict(name!, version);
  const policy = request.query.get('propagationPolicy') ?? options.propagationPolicy;
  if (!isDryRun) void parts.controller.delete(object as Job, policy === 'Foreground');
  send(response, 200, object);
}

export function send(response: ServerResponse, code: number, body: unknown, headers = {}): void {
  response.writeHead(code, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
}

function list({ resource, query }: ApiRequest, store: Store): unknown {
  const kind = resource as Kind;
  const objects: Kinds[Kind][] = store.list(kind);
  const items = objects
    .filter((object) => matchesLabels(query.get('labelSelector'), object.metadata))
    .filter((object) => matchesFields(query.get('fieldSelector'), object));
  const metadata = { resourceVersion: String(store.version) };
  return { kind: 'List', apiVersion: API_VERSIONS[kind], metadata, items };
}

function create(
  body: NewJob,
  isDryRun: boolean,
  response: ServerResponse,
  { store, controller, faults, namespace }: Parts,
): void {
  checkJob(body);
  const name = body.metadata!.name!;
  if (faults.createRefused !== null) throw faults.createRefused;
  if (store.get('jobs', name) !== undefined) throw alreadyExists(name);
  const metadata = { ...body.metadata, name, namespace, uid: randomUUID(), creationTimestamp: now() };
  const labels = body.metadata?.labels ?? {};
  const job: Job = { kind: 'Job', metadata: { ...metadata, labels }, spec: body.spec!, status: {} };
  if (!isDryRun) controller.add(job);
  if (!faults.createUnanswered) send(response, 201, { apiVersion: 'batch/v1', ...job });
}

function named({ resource, name }: ApiRequest, store: Store): Kinds[Kind] {
  const object = store.get(resource as Kind, name!);
  if (object === undefined) throw notFound(resource === 'jobs' ? 'jobs.batch' : resource, name!);
  return object;
}

function log({ name }: ApiRequest, response: ServerResponse, { pods }: Parts): void {
  const run = pods.run(name!);
  if (run === undefined) throw notFound('pods', name!);
  response.writeHead(200, { 'Content-Type': 'text/plain' }).end(run.log);
}
