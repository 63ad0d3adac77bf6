const LIMIT_MS = 10_000;

/** Requests a demo token, which only a server without configured auth offers. */
export async function requestDemoToken(): Promise<{ token: string } | 'not-offered' | 'unreachable'> {
  try {
    const answer = await fetch('/auth/demo', { method: 'POST', signal: AbortSignal.timeout(LIMIT_MS) });
    if (answer.status === 403 || answer.status === 404) return 'not-offered';
    return answer.ok ? ((await answer.json()) as { token: string }) : 'unreachable';
  } catch {
    return 'unreachable';
  }
}

interface ViewerAnswer {
  data?: { viewer: { id: string } } | null;
  errors?: unknown[];
}

/** Asks the API for the token's user. */
export async function whoHas(token: string): Promise<{ userId: string } | 'refused' | 'unreachable'> {
  try {
    const answer = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: '{ viewer { id } }' }),
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    const { data, errors } = (await answer.json()) as ViewerAnswer;
    if (data) return { userId: data.viewer.id };
    return errors ? 'refused' : 'unreachable';
  } catch {
    return 'unreachable';
  }
}
