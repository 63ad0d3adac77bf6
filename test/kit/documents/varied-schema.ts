import {
  buildSchema,
  isInterfaceType,
  isObjectType,
  type GraphQLScalarType,
  type GraphQLSchema,
} from 'graphql';
import { PROPERTIES, resolverOf, type Thing } from './varied-values.js';

const TYPES = /* GraphQL */ `
  scalar Moment
  enum Color {
    RED
    GREEN
    BLUE
  }
  input Range {
    from: Int! = 1
    to: Int
    steps: [Int!] = [1, 2]
  }
  input Filter {
    text: String = "f"
    needed: String!
    color: Color = RED
    colors: [Color!]
    range: Range
    and: [Filter!]
    at: Moment
    flag: Boolean! = false
    words: [[String]]
  }
  interface Node {
    id: ID!
    name: String
    size(unit: String = "m", by: Float): Float
    related(first: Int = 2): [Node]
  }
  interface Owned {
    owner: Person
    since: Moment
  }
  union Anything = Person | Film | Song
  type Person implements Node {
    id: ID!
    name: String
    size(unit: String = "m", by: Float): Float
    related(first: Int = 2): [Node]
    age: Int
    friends(filter: Filter): [Person!]
    best: Person
    favorites: [Anything]
    color: Color!
  }
  type Film implements Node & Owned {
    id: ID!
    name: String
    size(unit: String = "m", by: Float): Float
    related(first: Int = 2): [Node]
    owner: Person
    since: Moment
    songs(filter: Filter!, order: [Color!]! = [RED]): [Song!]!
    ratings: [[Int]]
    title: String!
  }
  type Song implements Node & Owned {
    id: ID!
    name: String
    size(unit: String = "m", by: Float): Float
    related(first: Int = 2): [Node]
    owner: Person
    since: Moment
    film: Film!
    isLoud: Boolean
    length: Float!
    tags: [String!]
  }
  type Query {
    node(id: ID!): Node
    nodes(first: Int! = 2, filter: Filter): [Node!]!
    owned(color: Color): Owned
    anything(filters: [Filter]): [Anything]
    film(filter: Filter, at: Moment): Film!
    person(ids: [ID!]): Person
    song(range: Range = { to: 3 }): Song
    film2: Film
    count(of: [Int], range: Range): Int!
  }
  type Mutation {
    add(filter: Filter!): Film
    remove(id: ID!): Person!
    rename(id: ID!, name: String = "n"): Node
    count: Int
  }
`;

/**
 * A schema with interfaces, unions, nested input objects, lists of lists and a mutation. What its resolvers return is
 * decided by where they are in the response: values, promises of different length, methods, getters, errors thrown and
 * returned, and values that do not fit.
 */
export function variedSchema(): GraphQLSchema {
  const schema = buildSchema(TYPES);
  const moment = schema.getType('Moment') as GraphQLScalarType;
  moment.serialize = (value) => (value instanceof Date ? value.toISOString() : null);
  for (const type of Object.values(schema.getTypeMap())) {
    if (isInterfaceType(type) && type.name === 'Node')
      type.resolveType = (value) => {
        const { __typename: name, seed } = value as Thing;
        if (seed % 61 === 0) return 'Nothing';
        return seed % 3 === 0 ? Promise.resolve(name) : name;
      };
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    if (type.name === 'Person') type.isTypeOf = async (value) => (value as Thing).__typename === 'Person';
    if (type.name === 'Song') type.isTypeOf = (value) => (value as Thing).seed % 53 !== 0;
    for (const field of Object.values(type.getFields()))
      if (!PROPERTIES.includes(field.name)) field.resolve = resolverOf(schema, field);
  }
  return schema;
}
