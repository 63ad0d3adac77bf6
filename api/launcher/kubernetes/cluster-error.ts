import { ApiException } from '@kubernetes/client-node';

/** A failed request to the Kubernetes API. */
export interface ClusterError {
  /** HTTP status; null without an answer, when it is unknown whether the request was carried out. */
  status: number | null;
  /** The machine-readable reason: `AlreadyExists`, `Forbidden`, `Invalid`, …; empty if there is none. */
  reason: string;
  message: string;
  retryAfterSeconds: number | null;
}

/** Reads an error that the client threw. */
export function readClusterError(error: unknown): ClusterError {
  if (!(error instanceof ApiException)) {
    const message = error instanceof Error ? error.message : String(error);
    return { status: null, reason: '', message, retryAfterSeconds: null };
  }
  const { reason, message } = readStatus(error.body);
  const retryAfter = Number(error.headers['retry-after']);
  return {
    status: error.code,
    reason: reason ?? '',
    message: message ?? `HTTP status ${error.code}`,
    retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : null,
  };
}

/** The client leaves the body of an error as text; proxies in between answer with text of their own. */
function readStatus(body: unknown): { reason?: string; message?: string } {
  if (typeof body !== 'string') return body ?? {};
  try {
    return JSON.parse(body) as { reason?: string; message?: string };
  } catch {
    return body === '' ? {} : { message: body.slice(0, 500) };
  }
}

/** Settings or rights are wrong: no such request can succeed until an operator fixes them. */
export function isMisconfiguration({ status, message }: ClusterError): boolean {
  if (status === 401 || status === 404) return true;
  // A rejection by admission is 403 too, but its message names no user.
  return status === 403 && (/ User ".*" cannot /.test(message) || /being terminated/.test(message));
}

/** A part of the cluster does not answer, such as the webhook of a policy engine: that is no rule's answer. */
export function isOutage(message: string): boolean {
  return /^(Error creating: )?Internal error occurred|failed calling webhook|failed to call webhook/.test(
    message,
  );
}

/** A namespace's ResourceQuota is used up: of Jobs at their creation, of pods in their FailedCreate events. */
export function isQuota(message: string): boolean {
  return message.includes('exceeded quota');
}
