import type { Metadata } from '../wire.js';

type Test = (value: string | undefined) => boolean;

/** `a=b,c!=d,e` over labels: everything must hold. */
export function matchesLabels(selector: string | null, { labels }: Metadata): boolean {
  return terms(selector).every(([key, test]) => test(labels[key]));
}

/** `involvedObject.name=x,reason=y` over an object's fields. */
export function matchesFields(selector: string | null, object: object): boolean {
  return terms(selector).every(([path, test]) => test(fieldAt(object, path)));
}

function terms(selector: string | null): [string, Test][] {
  return (selector ?? '').split(',').filter(Boolean).map(term);
}

function term(text: string): [string, Test] {
  const [, key = '', operator, wanted] = /^([^=!]+)(==|=|!=)?(.*)$/.exec(text) ?? [];
  if (operator === undefined) return [key, (value) => value !== undefined];
  return [key, (value) => (value === wanted) !== (operator === '!=')];
}

function fieldAt(object: object, path: string): string | undefined {
  const at = (value: unknown, key: string): unknown => (value as Record<string, unknown> | undefined)?.[key];
  return path.split('.').reduce(at, object) as string | undefined;
}
