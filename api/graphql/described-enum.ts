import { registerEnumType } from 'type-graphql';

/** Registers an enum of the schema. The compiler names the value that lacks a description. */
export function describeEnum<Enum extends Record<string, string>>(
  enumObject: Enum,
  name: string,
  description: string,
  values: Record<keyof Enum, string>,
): void {
  const valuesConfig = Object.fromEntries(
    Object.entries(values).map(([value, text]) => [value, { description: text }]),
  ) as { [Value in keyof Enum]: { description: string } };
  registerEnumType(enumObject, { name, description, valuesConfig });
}

/** An enum whose internal values are its words, made from what each of them means. */
export function describedEnum<Word extends string>(
  name: string,
  description: string,
  values: Record<Word, string>,
): Record<Word, Word> {
  const words = Object.fromEntries(Object.keys(values).map((word) => [word, word])) as Record<Word, Word>;
  describeEnum(words, name, description, values);
  return words;
}
