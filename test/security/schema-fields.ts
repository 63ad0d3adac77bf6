import {
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isCompositeType,
  isObjectType,
  isUnionType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLUnionType,
} from 'graphql';

/** A field of Query, Mutation or Subscription, as a whole operation. */
export interface RootField {
  /** `Query.job`. */
  name: string;
  kind: 'query' | 'mutation' | 'subscription';
  /** Requests everything that the field can answer with. */
  document: string;
  /** Its variables, with these ids in every place for one. */
  variables(ids: Ids): Record<string, unknown>;
  takesId: boolean;
  /** Whether its answer contains an id of a user's object. */
  returnsId: boolean;
}

export interface Ids {
  job: string;
  regeneration: string;
  queued: string;
  offer: string;
}

/** Versions of the clip and of the video that insertOwned makes. */
export const OWNED_VERSIONS = 4;

/** Every field that takes or returns an id, read from the schema itself. */
export function idFields(schema: GraphQLSchema): RootField[] {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as const;
  const fields = roots.flatMap(([kind, type]) =>
    Object.values(type?.getFields() ?? {}).map((field) =>
      rootField(kind, `${type!.name}.${field.name}`, field),
    ),
  );
  return fields.filter(({ takesId, returnsId }) => takesId || returnsId);
}

function rootField(kind: RootField['kind'], name: string, field: GraphQLField<unknown, unknown>): RootField {
  const asked = field.args.filter(isAsked);
  const declared = asked.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const passed = asked.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const selection = selectionOf(field.type, [], shortest);
  const [head, call] = asked.length === 0 ? ['', ''] : [`(${declared})`, `(${passed})`];
  return {
    ...{ name, kind, document: `${kind} ${head} { ${field.name}${call} ${selection} }` },
    variables: (ids) =>
      Object.fromEntries(asked.map((arg) => [arg.name, valueOf(arg, getNamedType(field.type).name, ids)])),
    takesId: asked.some(({ type }) => holdsId(type)),
    returnsId: answersWithId(field.type, []),
  };
}

/** Types that are the same for every user, and so belong to none. */
const EVERYBODYS = ['Template', 'VideoModel'];

function answersWithId(type: GraphQLOutputType, above: readonly string[]): boolean {
  const named = getNamedType(type);
  if (isUnionType(named)) return named.getTypes().some((member) => answersWithId(member, above));
  if (!isObjectType(named)) return named.name === 'ID';
  if (EVERYBODYS.includes(named.name) || above.includes(named.name)) return false;
  const inner = Object.values(named.getFields());
  return inner.some((field) => answersWithId(field.type, [...above, named.name]));
}

/** The required arguments, and every place for an id. */
export function isAsked({ type }: GraphQLArgument | GraphQLInputField): boolean {
  return isNonNullType(type) || holdsId(type);
}

function holdsId(type: GraphQLInputType): boolean {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return named.name === 'ID';
  return Object.values(named.getFields()).some((field) => holdsId(field.type));
}

export function valueOf(place: GraphQLArgument | GraphQLInputField, answers: string, ids: Ids): unknown {
  const named = getNamedType(place.type);
  const value = isInputObjectType(named)
    ? objectOf(named, answers, ids)
    : named.name === 'ID'
      ? idFor(place.name, answers, ids)
      : plainValue(place.name, named.name);
  const listed = isListType(isNonNullType(place.type) ? place.type.ofType : place.type);
  return listed ? [value] : value;
}

function objectOf(type: GraphQLInputObjectType, answers: string, ids: Ids): Record<string, unknown> {
  const asked = Object.values(type.getFields()).filter(isAsked);
  return Object.fromEntries(asked.map((field) => [field.name, valueOf(field, answers, ids)]));
}

function plainValue(name: string, type: string): unknown {
  // What insertOwned has for its owner to go back to; a message that asks for it is answered with that version.
  if (name === 'text') return 'undo';
  if (name === 'versionNumber') return 1;
  if (name === 'expectedVersion') return OWNED_VERSIONS;
  const values: Record<string, unknown> = { Int: 0, Float: 0, String: 'make it brighter', Boolean: true };
  if (!(type in values)) throw new Error(`The matrix does not know what to give for ${type}: say it here.`);
  return values[type];
}

/** The kind of id that a place takes: by its name, or by the answer's type. */
function idFor(name: string, answers: string, ids: Ids): string {
  if (name === 'jobId' || (name === 'id' && answers === 'Job')) return ids.job;
  if (name === 'queuedChangeId' || (name === 'id' && answers === 'QueuePayload')) return ids.queued;
  const ofRegeneration = ['Regeneration', 'RegenerateClipPayload'].includes(answers);
  if (name === 'offerId') return ids.offer;
  if (name === 'regenerationId' || (name === 'id' && ofRegeneration)) return ids.regeneration;
  throw new Error(`The matrix does not know whose id ${name} of ${answers} is: say it here.`);
}

/** A field whose page is as short as pages may be: an operation may ask for 500 entries in all. */
const shortest = ({ name, args }: GraphQLField<unknown, unknown>): string =>
  args.some((arg) => arg.name === 'first') ? `${name}(first: 1)` : name;

/** Types above the deepest: one level more, and a page of videos would hold more entries than an operation may ask for. */
const MOST_ABOVE = 4;

/** Everything below a type, without recursion and without fields that need arguments. `callOf` writes a field. */
export function selectionOf(
  type: GraphQLOutputType,
  above: readonly string[],
  callOf: (field: GraphQLField<unknown, unknown>) => string = ({ name }) => name,
): string {
  const named = getNamedType(type);
  if (isUnionType(named)) return selectionOfMembers(named, above, callOf);
  if (!isObjectType(named)) return '';
  return `{ ${fieldsOf(named, above, callOf, []).join(' ')} }`;
}

type CallOf = (field: GraphQLField<unknown, unknown>) => string;

function fieldsOf(
  type: GraphQLObjectType,
  above: readonly string[],
  callOf: CallOf,
  without: readonly string[],
): string[] {
  const fields = Object.values(type.getFields()).filter(
    (field) =>
      !without.includes(field.name) &&
      !above.includes(getNamedType(field.type).name) &&
      !(above.length >= MOST_ABOVE && isCompositeType(getNamedType(field.type))) &&
      !field.args.some(({ type: arg }) => isNonNullType(arg)),
  );
  return fields.map((field) => `${callOf(field)} ${selectionOf(field.type, [...above, type.name], callOf)}`);
}

/** A name that means something else in each member is asked of the first alone. */
function selectionOfMembers(union: GraphQLUnionType, above: readonly string[], callOf: CallOf): string {
  const members = union.getTypes().filter(({ name }) => !above.includes(name));
  const inner = members.map((member, at) => {
    const before = members.slice(0, at).flatMap((one) => Object.keys(one.getFields()));
    const fields = fieldsOf(member, [...above, union.name], callOf, before);
    return `... on ${member.name} { ${['__typename', ...fields].join(' ')} }`;
  });
  return `{ __typename ${inner.join(' ')} }`;
}
