// Outside production GraphQL looks, at each value that it tells a type by, for a second copy of itself: a fifth of the time of
// tests that execute thousands of documents. Tests have one copy, as the bundles do.
const { NODE_ENV } = process.env;
process.env.NODE_ENV = 'production';
await import('graphql/jsutils/instanceOf.js');
process.env.NODE_ENV = NODE_ENV;
