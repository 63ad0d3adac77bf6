import * as models from '@kubernetes/client-node';

interface Attribute {
  baseName: string;
  type: string;
}

type Model = { getAttributeTypeMap?: () => Attribute[] };

/** Paths of the fields that a type of the API does not have, such as `spec.template.spec.container`. */
export function unknownFields(value: unknown, type: string, path = ''): string[] {
  const [, list] = /^Array<(.*)>$/.exec(type) ?? [];
  if (list !== undefined)
    return (value as unknown[]).flatMap((item, index) => unknownFields(item, list, `${path}[${index}]`));
  const attributes = (models as unknown as Record<string, Model>)[type]?.getAttributeTypeMap?.();
  // Strings, numbers, and maps with arbitrary keys.
  if (attributes === undefined || value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, field]) => {
    const at = path === '' ? key : `${path}.${key}`;
    const attribute = attributes.find(({ baseName }) => baseName === key);
    return attribute === undefined ? [at] : unknownFields(field, attribute.type, at);
  });
}
