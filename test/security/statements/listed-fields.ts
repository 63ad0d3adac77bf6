import {
  getNamedType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { isAsked, selectionOf, valueOf, type Ids } from '../schema-fields.js';

type Field = GraphQLField<unknown, unknown>;

/** A field of a list's entries, as an operation that asks for nothing else. */
export interface ListedField {
  /** `Query.jobs.edges.node: title`. */
  name: string;
  /** The names of the fields down to the list: `jobs`, `edges`. */
  path: string[];
  /** Type and name of the field that is the list: `JobConnection.edges`. */
  list: string;
  document: string;
  variables: (ids: Ids) => Record<string, unknown>;
}

/** Entries of a page, wherever a field takes `first`. */
const MOST = 100;

/** Every field of every list that a query reaches, read from the schema itself. */
export function listedFields(schema: GraphQLSchema): ListedField[] {
  const roots = Object.values(schema.getQueryType()!.getFields());
  return roots.flatMap((root) => below([root], ['Query']).map(ofList));
}

/** The operation of a subscription that asks for everything. */
export function followed(field: Field): Pick<ListedField, 'document' | 'variables'> {
  const selection = selectionOf(field.type, [], called);
  return { document: operation('subscription', [field], selection), variables: variablesOf(field) };
}

/** The ways to the lists that begin with this one. `above`: the types along it, which are not entered again. */
function below(way: Field[], above: readonly string[]): Field[][] {
  const { type } = way.at(-1)!;
  const named = getNamedType(type);
  const deeper =
    isObjectType(named) && !above.includes(named.name)
      ? Object.values(named.getFields()).flatMap((field) => below([...way, field], [...above, named.name]))
      : [];
  return isList(type) ? [way, ...deeper] : deeper;
}

/** An operation that asks for every field of the list's entries. */
function ofList(way: Field[]): ListedField {
  const [root] = way;
  const names = way.map(({ name }) => name);
  const selection = selectionOf(way.at(-1)!.type, [], called);
  return {
    ...{ name: `Query.${names.join('.')}`, path: names, list: listName(way) },
    ...{ document: operation('query', way, selection), variables: variablesOf(root!) },
  };
}

function listName(way: Field[]): string {
  const owner = way.length === 1 ? 'Query' : getNamedType(way.at(-2)!.type).name;
  return `${owner}.${way.at(-1)!.name}`;
}

function operation(kind: 'query' | 'subscription', way: Field[], inside: string): string {
  const [root, ...rest] = way;
  const declared = root!.args.filter(isAsked).map(({ name, type }) => `$${name}: ${String(type)}`);
  const head = declared.length === 0 ? '' : `(${declared.join(', ')})`;
  const nested = rest.map(called).reduceRight((inner, field) => `{ ${field} ${inner} }`, inside);
  return `${kind} ${head} { ${called(root!)} ${nested} }`;
}

/** The field with the arguments that it needs, as variables, and a page as large as pages may be. */
function called({ name, args }: Field): string {
  const passed = args.filter(isAsked).map((arg) => `${arg.name}: $${arg.name}`);
  const sized = args.some((arg) => arg.name === 'first') ? [...passed, `first: ${MOST}`] : passed;
  return sized.length === 0 ? name : `${name}(${sized.join(', ')})`;
}

function variablesOf(root: Field): (ids: Ids) => Record<string, unknown> {
  const answers = getNamedType(root.type).name;
  return (ids) =>
    Object.fromEntries(root.args.filter(isAsked).map((arg) => [arg.name, valueOf(arg, answers, ids)]));
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}
