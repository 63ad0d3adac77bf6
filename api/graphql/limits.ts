import {
  GraphQLError,
  Kind,
  type ASTVisitor,
  type ParseOptions,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/** Limits of one operation, over HTTP and the websocket. Fragments count wherever they are spread. */
const LIMITS = { depth: 10, aliases: 15, regenerations: 1 } as const;

/** The parser stops here, so the rest of a huge document costs nothing. */
export const PARSE_LIMITS: ParseOptions = { maxTokens: 1000 };

/** Fields that start a regeneration: a message does where it says yes to an offer. */
const STARTING = [
  'regenerateClip',
  'regenerateClips',
  'acceptOffer',
  'queueOffer',
  'sendMessage',
  'queueChanges',
  'retryRegeneration',
  'restoreClipVersion',
  'restoreVideoVersion',
  'undo',
  'redo',
];

/** graphql-js limits the depth of introspection by a rule of its own. */
const INTROSPECTION = ['__schema', '__type'];

interface Extent {
  depth: number;
  aliases: number;
  regenerations: number;
}

const NOTHING: Extent = { depth: 0, aliases: 0, regenerations: 0 };

/** Refuses operations that are too deep, have too many aliases, or start more than one regeneration. */
export const limitOperations: ValidationRule = (context: ValidationContext): ASTVisitor => {
  const measure = measureIn(context);
  return {
    OperationDefinition(node) {
      const { depth, aliases, regenerations } = measure(node.selectionSet);
      const refuse = (message: string): void =>
        context.reportError(new GraphQLError(message, { nodes: node }));
      if (depth > LIMITS.depth)
        refuse(`An operation may be ${LIMITS.depth} levels deep; this one has ${depth}.`);
      if (aliases > LIMITS.aliases)
        refuse(`An operation may have ${LIMITS.aliases} aliases; this one has ${aliases}.`);
      if (regenerations > LIMITS.regenerations)
        refuse(`An operation may start one regeneration; this one starts ${regenerations}.`);
      return false;
    },
  };
};

/** Measures each fragment once: fragments that spread each other would otherwise take exponential time. */
function measureIn(context: ValidationContext): (selections: SelectionSetNode) => Extent {
  const known = new Map<string, Extent>();
  const ofFragment = (name: string): Extent => {
    const measured = known.get(name);
    if (measured !== undefined) return measured;
    // Ends the recursion of a fragment that spreads itself, which another rule rejects.
    known.set(name, NOTHING);
    const fragment = context.getFragment(name);
    const extent = fragment ? ofAll(fragment.selectionSet) : NOTHING;
    known.set(name, extent);
    return extent;
  };
  const ofOne = (node: SelectionNode): Extent => {
    if (node.kind === Kind.FRAGMENT_SPREAD) return ofFragment(node.name.value);
    if (node.kind === Kind.INLINE_FRAGMENT) return ofAll(node.selectionSet);
    const { depth, aliases, regenerations } = node.selectionSet ? ofAll(node.selectionSet) : NOTHING;
    return {
      depth: INTROSPECTION.includes(node.name.value) ? 1 : depth + 1,
      aliases: aliases + (node.alias === undefined ? 0 : 1),
      regenerations: regenerations + (STARTING.includes(node.name.value) ? 1 : 0),
    };
  };
  const ofAll = ({ selections }: SelectionSetNode): Extent =>
    selections.map(ofOne).reduce(
      (sum, one) => ({
        depth: Math.max(sum.depth, one.depth),
        aliases: sum.aliases + one.aliases,
        regenerations: sum.regenerations + one.regenerations,
      }),
      NOTHING,
    );
  return ofAll;
}
