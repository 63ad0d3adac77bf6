import type { KubernetesObject, V1LabelSelector } from '@kubernetes/client-node';

/** The namespaces of an installation: of the api (and of an overlay's stores), and of runners. */
export const API_NAMESPACE = 'clip-chatbot';
export const RUNNER_NAMESPACE = 'clip-chatbot-runners';

/** All manifests of a kind. */
export function ofKind<T extends KubernetesObject>(objects: KubernetesObject[], kind: string): T[] {
  return objects.filter((object) => object.kind === kind) as T[];
}

/** `Deployment api`. */
export function nameOf({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata?.name}`;
}

/** Whether a selector selects some things and not others; an empty one selects everything. */
export function names(selector: V1LabelSelector | undefined): boolean {
  const expressions = selector?.matchExpressions ?? [];
  const whole = expressions.every(({ key, operator, values = [] }) => key && operator && values.length > 0);
  return whole && Object.keys(selector?.matchLabels ?? {}).length + expressions.length > 0;
}

/** Whether a selector requires exactly these labels. */
export function asksFor(
  selector: V1LabelSelector | undefined,
  labels: Record<string, string> | undefined,
): boolean {
  const asked = Object.entries(selector?.matchLabels ?? {});
  const same = asked.every(([label, value]) => labels?.[label] === value);
  return names(selector) && same && asked.length === Object.keys(labels ?? {}).length;
}
