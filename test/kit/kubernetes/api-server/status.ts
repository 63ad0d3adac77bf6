/** An error answer in the API server's words: an HTTP status, a reason for machines and a message. */
export class ApiStatus extends Error {
  constructor(
    readonly code: number,
    readonly reason: string,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }

  get body(): Record<string, unknown> {
    const { code, reason, message } = this;
    return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code };
  }
}

export const unauthorized = (): ApiStatus => new ApiStatus(401, 'Unauthorized', 'Unauthorized');

export const notFound = (resource: string, name: string): ApiStatus =>
  new ApiStatus(404, 'NotFound', `${resource} "${name}" not found`);

export const alreadyExists = (name: string): ApiStatus =>
  new ApiStatus(409, 'AlreadyExists', `jobs.batch "${name}" already exists`);

export const versionConflict = (name: string, version: string): ApiStatus =>
  new ApiStatus(
    409,
    'Conflict',
    `Operation cannot be fulfilled on jobs.batch "${name}": Precondition failed: ResourceVersion in precondition: ${version}`,
  );

export const expired = (): ApiStatus => new ApiStatus(410, 'Expired', 'too old resource version');

export const badRequest = (message: string): ApiStatus => new ApiStatus(400, 'BadRequest', message);

export const invalid = (name: string, cause: string): ApiStatus =>
  new ApiStatus(422, 'Invalid', `Job.batch "${name}" is invalid: ${cause}`);

/** The namespace's ResourceQuota of Jobs is used up. */
export const quotaOfJobs = (name: string): ApiStatus =>
  new ApiStatus(
    403,
    'Forbidden',
    `jobs.batch "${name}" is forbidden: exceeded quota: jobs, requested: count/jobs.batch=1, used: count/jobs.batch=5, limited: count/jobs.batch=5`,
  );

/** RBAC: the account has no such right. */
export const forbidden = (verb: string, resource: string, namespace: string): ApiStatus => {
  const group = resource === 'jobs' ? 'batch' : '';
  const name = resource === 'jobs' ? 'jobs.batch' : resource;
  const what = `cannot ${verb} resource "${resource}" in API group "${group}" in the namespace "${namespace}"`;
  const user = 'User "system:serviceaccount:clips:clip-chatbot-api"';
  return new ApiStatus(403, 'Forbidden', `${name} is forbidden: ${user} ${what}`);
};
