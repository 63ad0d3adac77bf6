import {
  getNamedType,
  getOperationAST,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  visit,
  type DocumentNode,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type NamedTypeNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { ApiError } from '../../core/errors.js';
import { uuid } from '../../core/util/uuid.js';
import type { PageInfoType } from './jobs/job.type.js';

/** The most entries of one page of a list. */
const MAX_PAGE = 100;
/** The most entries that one operation may ask for, on all its pages. */
const MAX_ENTRIES = 500;
/** Kept measures of one operation, which differ in the values of its variables. */
const KEPT_MEASURES = 20;

/** A list's `first`; BAD_USER_INPUT where it is no size of a page. */
export function pageSize(first: number): number {
  if (first < 1 || first > MAX_PAGE)
    throw new ApiError('BAD_USER_INPUT', `first must be between 1 and ${MAX_PAGE}.`);
  return first;
}

/** Where a page starts and ends. */
export function pageInfo(edges: { cursor: string }[], hasNextPage: boolean): PageInfoType {
  const [startCursor, endCursor] = [edges[0]?.cursor ?? null, edges.at(-1)?.cursor ?? null];
  return { hasNextPage, hasPreviousPage: false, startCursor, endCursor };
}

/** A place in a list that is sorted by time and id; the time as ISO 8601 writes it. */
export interface Place {
  createdAt: string;
  id: string;
}

/** The cursor of a row in such a list. */
export function cursorOf({ createdAt, id }: { createdAt: Date; id: string }): string {
  return Buffer.from(`${createdAt.toISOString()}|${id}`).toString('base64url');
}

// PostgreSQL knows no year 0.
const moment = z.iso.datetime().refine((time) => time >= '0001');
const placeSchema = z.tuple([moment, uuid]);

/** The place that a cursor names; BAD_USER_INPUT where it names none. */
export function placeOf(cursor: string): Place {
  const place = placeSchema.safeParse(Buffer.from(cursor, 'base64url').toString().split('|'));
  if (!place.success) throw new ApiError('BAD_USER_INPUT', 'after must be a cursor from an earlier page.');
  const [createdAt, id] = place.data;
  return { createdAt, id };
}

/** Nine digits: PostgreSQL's int holds them all. */
const NUMBER = /^[1-9]\d{0,8}$/;

/** The cursor of an entry of a list that is sorted by a number; `list` tells such lists apart. */
export function numberCursor(list: string, number: number): string {
  return Buffer.from(`${list}|${number}`).toString('base64url');
}

/** The number that a cursor of the list names; BAD_USER_INPUT where it names none. */
export function numberOf(list: string, cursor: string): number {
  const [of, number = ''] = Buffer.from(cursor, 'base64url').toString().split('|', 2);
  if (of !== list || !NUMBER.test(number))
    throw new ApiError('BAD_USER_INPUT', 'after must be a cursor from an earlier page.');
  return Number(number);
}

type Variables = Readonly<Record<string, unknown>>;

/** Entries of an operation by the values of the variables that its `first` arguments name. */
interface Measures {
  names: string[];
  known: LRUCache<string, number>;
}

/**
 * Bounds what one operation makes us read: the sum of `first` over all its lists, aliases and fragments included, each
 * times the pages around it. A list without `first` counts as one entry: what it belongs to bounds it.
 */
export class EntryLimit {
  private readonly measures = new WeakMap<OperationDefinitionNode, Measures>();

  constructor(private readonly schema: GraphQLSchema) {}

  /** Why the operation is refused; null if it is not. The document is valid. */
  rejection(
    document: DocumentNode,
    operationName: string | null | undefined,
    variables: Variables | null | undefined,
  ): ApiError | null {
    const operation = getOperationAST(document, operationName);
    const type = operation && this.schema.getRootType(operation.operation);
    if (!operation || !type) return null;
    const entries = this.entries(document, operation, type, variables ?? {});
    if (entries <= MAX_ENTRIES) return null;
    const asked = `An operation may ask for ${MAX_ENTRIES} entries of lists; this one asks for ${entries}`;
    const rule = 'first of each list, times first of the lists around it';
    return new ApiError('BAD_USER_INPUT', `${asked} (${rule}). Ask for smaller pages, one after the other.`);
  }

  private entries(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    type: GraphQLObjectType,
    variables: Variables,
  ): number {
    const measures = this.measures.get(operation) ?? { names: sizesIn(document), known: newMeasures() };
    this.measures.set(operation, measures);
    const key = JSON.stringify(measures.names.map((name) => variables[name]));
    const known = measures.known.get(key);
    if (known !== undefined) return known;
    const measured = new Measuring(this.schema, document, operation, variables).of(
      operation.selectionSet,
      type,
      null,
    );
    measures.known.set(key, measured);
    return measured;
  }
}

const newMeasures = (): LRUCache<string, number> => new LRUCache({ max: KEPT_MEASURES });

/** The variables that say how large a page is. */
function sizesIn(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Argument({ name, value }) {
      if (name.value === 'first' && value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

/** One measurement. Each fragment is measured once for each page size around it, however often it is spread. */
class Measuring {
  private readonly fragments = new Map<string, number>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly document: DocumentNode,
    private readonly operation: OperationDefinitionNode,
    private readonly variables: Variables,
  ) {}

  /** @param page `first` of the connection whose fields these are; null elsewhere */
  of({ selections }: SelectionSetNode, type: GraphQLObjectType, page: number | null): number {
    return selections.reduce((sum, selection) => {
      if (selection.kind === Kind.FIELD) return sum + this.ofField(selection, type, page);
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const on = this.typeOn(selection.typeCondition, type);
        return sum + this.of(selection.selectionSet, on, page);
      }
      return sum + this.ofFragment(selection.name.value, type, page);
    }, 0);
  }

  private ofField(node: FieldNode, parent: GraphQLObjectType, page: number | null): number {
    const field = parent.getFields()[node.name.value];
    if (field === undefined) return 0;
    const first = this.sizeOf(node, field);
    const type = getNamedType(field.type);
    const isPage = isList(field.type);
    const below = (inner: number | null): number =>
      node.selectionSet && isObjectType(type) ? this.of(node.selectionSet, type, inner) : 0;
    // A connection reads its page, whatever is asked of it.
    if (!isPage) return Math.max(first ?? 0, below(first));
    return (first ?? page ?? 1) * (1 + below(null));
  }

  private ofFragment(name: string, type: GraphQLObjectType, page: number | null): number {
    const key = `${name} ${page}`;
    const known = this.fragments.get(key);
    if (known !== undefined) return known;
    const fragment = this.document.definitions.find(
      (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === name,
    );
    const entries =
      fragment?.kind === Kind.FRAGMENT_DEFINITION
        ? this.of(fragment.selectionSet, this.typeOn(fragment.typeCondition, type), page)
        : 0;
    this.fragments.set(key, entries);
    return entries;
  }

  private typeOn(condition: NamedTypeNode | undefined, otherwise: GraphQLObjectType): GraphQLObjectType {
    const type = condition && this.schema.getType(condition.name.value);
    return isObjectType(type) ? type : otherwise;
  }

  /** What `first` says; null for a field without it. Too large a page is refused by its field, in its own words. */
  private sizeOf(node: FieldNode, { args }: GraphQLField<unknown, unknown>): number | null {
    const definition = args.find(({ name }) => name === 'first');
    if (definition === undefined) return null;
    const given = this.given(node) ?? defaultOf(definition);
    return Math.min(MAX_PAGE, Math.max(0, given));
  }

  private given(node: FieldNode): number | null {
    const value = node.arguments?.find(({ name }) => name.value === 'first')?.value;
    if (value?.kind === Kind.INT) return Number(value.value);
    if (value?.kind !== Kind.VARIABLE) return null;
    const name = value.name.value;
    if (Object.hasOwn(this.variables, name)) return numberOr(this.variables[name], null);
    const definition = this.operation.variableDefinitions?.find(
      ({ variable }) => variable.name.value === name,
    );
    return definition?.defaultValue?.kind === Kind.INT ? Number(definition.defaultValue.value) : null;
  }
}

function defaultOf({ defaultValue }: GraphQLArgument): number {
  return numberOr(defaultValue, MAX_PAGE);
}

function numberOr<T>(value: unknown, otherwise: T): number | T {
  return typeof value === 'number' && !Number.isNaN(value) ? value : otherwise;
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}
