import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { KubernetesObject } from '@kubernetes/client-node';
import { parse, parseAllDocuments } from 'yaml';

interface Generator {
  name: string;
  namespace: string;
  literals?: string[];
  envs?: string[];
}

interface Kustomization {
  resources: string[];
  images?: { name: string; newName?: string; newTag?: string }[];
  configMapGenerator?: Generator[];
  secretGenerator?: Generator[];
}

/**
 * The result of `kubectl kustomize FOLDER`, for the few features that our manifests use, on machines without
 * kubectl; generated names have no hash. `npm run test:k8s` compares it with the real one.
 */
export function kustomized(folder: string): KubernetesObject[] {
  const file = parse(readFileSync(join(folder, 'kustomization.yaml'), 'utf8')) as Kustomization;
  const objects = [
    ...file.resources.flatMap((resource) => read(join(folder, resource))),
    ...(file.configMapGenerator ?? []).map((one) => generated('ConfigMap', one, folder)),
    ...(file.secretGenerator ?? []).map((one) => generated('Secret', one, folder)),
  ];
  const image = (text: string): string => {
    const change = file.images?.find(({ name }) => name === text);
    return change === undefined ? text : `${change.newName ?? text}:${change.newTag ?? 'latest'}`;
  };
  return objects.map((object) => withImages(object, image) as KubernetesObject);
}

function read(path: string): KubernetesObject[] {
  if (statSync(path).isDirectory()) return kustomized(path);
  return parseAllDocuments(readFileSync(path, 'utf8')).map((document) => document.toJS() as KubernetesObject);
}

function generated(
  kind: string,
  { name, namespace, literals, envs }: Generator,
  folder: string,
): KubernetesObject {
  const lines =
    literals ?? envs!.flatMap((file) => readFileSync(join(folder, file), 'utf8').trim().split('\n'));
  const values = lines.map((line): [string, string] => {
    const at = line.indexOf('=');
    return [line.slice(0, at), line.slice(at + 1)];
  });
  const object = { apiVersion: 'v1', kind, metadata: { name, namespace } };
  if (kind === 'ConfigMap') return { ...object, data: Object.fromEntries(values) } as KubernetesObject;
  const encoded = values.map(([key, value]): [string, string] => [
    key,
    Buffer.from(value).toString('base64'),
  ]);
  return { ...object, type: 'Opaque', data: Object.fromEntries(encoded) } as KubernetesObject;
}

function withImages(value: unknown, image: (text: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => withImages(one, image));
  if (value === null || typeof value !== 'object') return value;
  const fields = Object.entries(value) as [string, unknown][];
  const changed = fields.map(([key, field]): [string, unknown] =>
    key === 'image' && typeof field === 'string' ? [key, image(field)] : [key, withImages(field, image)],
  );
  return Object.fromEntries(changed);
}
