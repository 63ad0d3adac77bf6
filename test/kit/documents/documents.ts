import {
  getNamedType,
  GraphQLBoolean,
  GraphQLNonNull,
  isAbstractType,
  isCompositeType,
  isLeafType,
  isNonNullType,
  isUnionType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationTypeNode,
} from 'graphql';
import type { Choices } from './choices.js';
import { InputValues, type ScalarValues } from './input-values.js';

/** A document and the variables of several requests with it. */
export interface GeneratedDocument {
  text: string;
  operationName: string | undefined;
  variables: Record<string, unknown>[];
}

export interface DocumentOptions {
  kinds: readonly OperationTypeNode[];
  scalars?: ScalarValues;
  requests: number;
  depth: number;
}

interface Variable {
  name: string;
  type: GraphQLInputType;
  declaration: string;
  isRequired: boolean;
}

interface Fragment {
  name: string;
  on: GraphQLCompositeType;
  text: string;
}

const REQUIRED_BOOLEAN = new GraphQLNonNull(GraphQLBoolean);

/** Names that JavaScript objects have already, or treat differently. */
const TRAPS = ['__proto__', 'constructor', 'then', 'toString'];

/**
 * A document of a schema with everything that decides which fields there are and what they get: fragments in any order,
 * spread again and again; conditions on all of them, by variables with and without defaults; variables inside literals.
 * Nearly all are valid; those in which two fields of one name conflict are not.
 */
export function generateDocument(
  schema: GraphQLSchema,
  choices: Choices,
  options: DocumentOptions,
): GeneratedDocument {
  return new Writer(schema, choices, options).document();
}

class Writer {
  private readonly variables: Variable[] = [];
  private readonly conditions: Variable[] = [];
  /** Finished ones only: none can contain itself. */
  private readonly fragments: Fragment[] = [];
  private readonly argumentTexts = new Map<string, string>();
  private readonly values: InputValues;
  private begun = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly choices: Choices,
    private readonly options: DocumentOptions,
  ) {
    this.values = new InputValues(choices, options.scalars ?? {}, (type, hasDefault) =>
      this.choices.isOneIn(3) ? this.variable(type, hasDefault) : null,
    );
  }

  document(): GeneratedDocument {
    const kind = this.choices.of(this.options.kinds);
    const selection = this.selection(this.schema.getRootType(kind)!, this.options.depth);
    const declared = [...this.variables, ...this.conditions].map(({ declaration }) => declaration);
    const variables = declared.length === 0 ? '' : `(${this.choices.shuffled(declared).join(', ')})`;
    const hasTwo = this.choices.isOneIn(8);
    const operations = [
      `${kind} Main${variables} ${selection}`,
      ...(hasTwo ? ['query Other { __typename }'] : []),
    ];
    const fragments = this.fragments.map(({ name, on, text }) => `fragment ${name} on ${on.name} ${text}`);
    return {
      text: this.choices.shuffled([...operations, ...fragments]).join('\n'),
      operationName: hasTwo ? 'Main' : this.choices.of([undefined, 'Main']),
      variables: Array.from({ length: this.options.requests }, () => this.request()),
    };
  }

  private request(): Record<string, unknown> {
    const given = [...this.variables, ...this.conditions].filter(({ isRequired }) =>
      isRequired ? !this.choices.isOneIn(50) : !this.choices.isOneIn(4),
    );
    return Object.fromEntries(given.map(({ name, type }) => [name, this.values.json(type)]));
  }

  private selection(type: GraphQLCompositeType, depth: number): string {
    const parts = Array.from({ length: 1 + this.choices.next(4) }, () => this.part(type, depth));
    return `{ ${parts.join(' ')} }`;
  }

  private part(type: GraphQLCompositeType, depth: number): string {
    const way = this.choices.next(10);
    if (way === 9) return `__typename${this.condition()}`;
    if (depth > 0 && way === 8) return `...${this.fragment(type, depth)}${this.condition()}`;
    if (depth > 0 && (way === 7 || isUnionType(type))) return this.inlineFragment(type, depth);
    return isUnionType(type) ? '__typename' : this.field(type, depth);
  }

  private inlineFragment(type: GraphQLCompositeType, depth: number): string {
    const isBare = this.choices.isOneIn(4) && !isUnionType(type);
    const on = isBare ? type : this.choices.of(this.overlapping(type));
    return `...${isBare ? '' : ` on ${on.name}`}${this.condition()} ${this.selection(on, depth - 1)}`;
  }

  private fragment(type: GraphQLCompositeType, depth: number): string {
    const overlapping = this.overlapping(type);
    const known = this.fragments.filter(({ on }) => overlapping.includes(on));
    if (known.length > 0 && this.choices.isOneIn(2)) return this.choices.of(known).name;
    const on = this.choices.of(overlapping);
    const name = `F${this.begun++}`;
    this.fragments.push({ name, on, text: this.selection(on, depth - 1) });
    return name;
  }

  /** The type itself, and others of which it may have values. */
  private overlapping(type: GraphQLCompositeType): GraphQLCompositeType[] {
    const possible = this.possible(type);
    const others = Object.values(this.schema.getTypeMap()).filter(
      (other) => isCompositeType(other) && other !== type && !other.name.startsWith('__'),
    ) as GraphQLCompositeType[];
    const overlapping = others.filter((other) => this.possible(other).some((one) => possible.includes(one)));
    return isUnionType(type) ? overlapping : [type, ...overlapping];
  }

  private possible(type: GraphQLCompositeType): readonly GraphQLCompositeType[] {
    return isAbstractType(type) ? this.schema.getPossibleTypes(type) : [type];
  }

  private field(type: Exclude<GraphQLCompositeType, { getTypes(): unknown }>, depth: number): string {
    const fields = Object.values(type.getFields()).filter(
      ({ type: of }) => depth > 0 || isLeafType(getNamedType(of)),
    );
    if (fields.length === 0) return '__typename';
    const field = this.choices.of(fields);
    const below = getNamedType(field.type);
    const variant = field.args.length === 0 ? 0 : this.choices.next(2);
    const selection = isCompositeType(below) ? ` ${this.selection(below, depth - 1)}` : '';
    return `${this.alias(field, variant)}${field.name}${this.argumentsOf(field, variant)}${this.condition()}${selection}`;
  }

  /** The same arguments have the same key, so that the sub-selections of two places merge. */
  private alias({ name, type }: GraphQLField<unknown, unknown>, variant: number): string {
    if (variant > 0) return `${name}${variant}: `;
    if (this.choices.isOneIn(6)) return `x${name}: `;
    // One field per trap: two would conflict.
    const trap = TRAPS[name.length % TRAPS.length]!;
    return isLeafType(getNamedType(type)) && this.choices.isOneIn(30) ? `${trap}: ` : '';
  }

  private argumentsOf(field: GraphQLField<unknown, unknown>, variant: number): string {
    if (field.args.length === 0) return '';
    const key = `${field.name}(${field.args.map(({ name, type }) => `${name}: ${String(type)}`).join()})${variant}`;
    const text = this.argumentTexts.get(key) ?? this.written(field);
    this.argumentTexts.set(key, text);
    return text;
  }

  private written({ args }: GraphQLField<unknown, unknown>): string {
    const given = args.filter(
      ({ type, defaultValue }) =>
        (isNonNullType(type) && defaultValue === undefined) || !this.choices.isOneIn(3),
    );
    const texts = given.map(
      ({ name, type, defaultValue }) => `${name}: ${this.values.literal(type, defaultValue !== undefined)}`,
    );
    return texts.length === 0 ? '' : `(${this.choices.shuffled(texts).join(', ')})`;
  }

  private variable(place: GraphQLInputType, hasDefault: boolean): string {
    const known = this.variables.filter(({ type }) => String(type) === String(place));
    if (known.length > 0 && this.choices.isOneIn(2)) return `$${this.choices.of(known).name}`;
    return `$${this.declare(this.variables, place, hasDefault, `v${this.variables.length}`)}`;
  }

  /** Nullable with a default, it fits a required place too, and may be sent as null. */
  private declare(list: Variable[], place: GraphQLInputType, hasDefault: boolean, name: string): string {
    const form = this.choices.next(4);
    const nullable = isNonNullType(place) ? place.ofType : place;
    const isNullable = isNonNullType(place) && (form === 1 || (form === 2 && hasDefault));
    const type = isNullable ? nullable : place;
    const defaultValue = form === 1 || form === 3 ? ` = ${this.nonNull(nullable)}` : '';
    const declaration = `$${name}: ${String(type)}${defaultValue}`;
    list.push({ name, type, declaration, isRequired: isNonNullType(type) && defaultValue === '' });
    return name;
  }

  private nonNull(type: GraphQLInputType): string {
    for (;;) {
      const text = this.values.constant(type);
      if (text !== 'null') return text;
    }
  }

  private condition(): string {
    if (!this.choices.isOneIn(4)) return '';
    const one = (): string => `@${this.choices.of(['include', 'skip'])}(if: ${this.flag()})`;
    const directives = this.choices.isOneIn(6)
      ? [`@include(if: ${this.flag()})`, `@skip(if: ${this.flag()})`]
      : [one()];
    return ` ${this.choices.shuffled(directives).join(' ')}`;
  }

  private flag(): string {
    if (this.choices.isOneIn(6)) return this.choices.of(['true', 'false']);
    const isNew = this.conditions.length < 3 && this.choices.isOneIn(2);
    return isNew || this.conditions.length === 0
      ? `$${this.declare(this.conditions, REQUIRED_BOOLEAN, false, `c${this.conditions.length}`)}`
      : `$${this.choices.of(this.conditions).name}`;
  }
}
