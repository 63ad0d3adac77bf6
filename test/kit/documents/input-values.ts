import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type GraphQLInputType,
} from 'graphql';
import type { Choices } from './choices.js';

/** Scalars by name: values that they accept, in JSON. */
export type ScalarValues = Record<string, readonly (string | number | boolean)[]>;

const SPECIFIED: ScalarValues = {
  Int: [0, 1, 2, -1, 2147483647],
  Float: [0, 1.5, -2, 1e21],
  String: ['', 'a', 'night', '$c', '{"}'],
  Boolean: [true, false],
  ID: ['1', '2', ''],
};

const MAX_DEPTH = 3;

/** Writes values that fit an input type: as literals, with variables in them, and as JSON. */
export class InputValues {
  constructor(
    private readonly choices: Choices,
    private readonly scalars: ScalarValues,
    /** Declares a variable for a place of this type; null where there should be none. */
    private readonly variable: (type: GraphQLInputType, hasDefault: boolean) => string | null,
  ) {}

  literal(type: GraphQLInputType, hasDefault = false, depth = 0): string {
    const variable = this.variable(type, hasDefault);
    if (variable !== null) return variable;
    if (isNonNullType(type)) return this.filled(type.ofType, depth);
    return this.choices.isOneIn(8) ? 'null' : this.filled(type, depth);
  }

  /** Without variables: a variable's default. */
  constant(type: GraphQLInputType): string {
    return new InputValues(this.choices, this.scalars, () => null).literal(type);
  }

  private filled(type: GraphQLInputType, depth: number): string {
    if (isNonNullType(type)) return this.filled(type.ofType, depth);
    if (isListType(type)) return this.list(type.ofType, depth);
    if (isEnumType(type)) return this.choices.of(type.getValues()).name;
    if (!isInputObjectType(type)) return JSON.stringify(this.scalar(type.name));
    const fields = Object.values(type.getFields()).filter(
      (field) => isRequiredInputField(field) || (depth < MAX_DEPTH && this.choices.isOneIn(2)),
    );
    const written = fields.map(
      (field) => `${field.name}: ${this.literal(field.type, field.defaultValue !== undefined, depth + 1)}`,
    );
    return `{${this.choices.shuffled(written).join(', ')}}`;
  }

  private list(itemType: GraphQLInputType, depth: number): string {
    // A single value stands for a list of it, and of lists of it; a variable does not.
    if (this.choices.isOneIn(6)) return this.filled(getNamedType(itemType), depth + 1);
    const items = Array.from({ length: this.choices.next(4) }, () =>
      this.literal(itemType, false, depth + 1),
    );
    return `[${items.join(', ')}]`;
  }

  /** As a client sends it; now and then it does not fit. */
  json(type: GraphQLInputType, depth = 0): unknown {
    if (this.choices.isOneIn(60)) return this.choices.of([null, 'wrong', 7.5, [], {}, true]);
    if (isNonNullType(type)) return this.json(type.ofType, depth);
    if (this.choices.isOneIn(8)) return null;
    if (isListType(type))
      return Array.from({ length: this.choices.next(4) }, () => this.json(type.ofType, depth + 1));
    if (isEnumType(type)) return this.choices.of(type.getValues()).name;
    if (!isInputObjectType(type)) return this.scalar(type.name);
    const fields = Object.values(type.getFields()).filter(
      (field) => isRequiredInputField(field) || (depth < MAX_DEPTH && this.choices.isOneIn(2)),
    );
    return Object.fromEntries(fields.map(({ name, type: of }) => [name, this.json(of, depth + 1)]));
  }

  private scalar(name: string): string | number | boolean {
    return this.choices.of(this.scalars[name] ?? SPECIFIED[name] ?? ['a']);
  }
}
