import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  type ASTVisitor,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

const CONDITIONS = ['skip', 'include'];

/**
 * Rejects subscriptions whose field may be skipped, as GraphQL's current specification does: graphql-js throws when a
 * subscription has no field left.
 */
export function unconditionalSubscription(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(node) {
      if (node.operation === OperationTypeNode.SUBSCRIPTION && isConditional(node.selectionSet, context)) {
        const message = 'The field of a subscription takes no @skip and no @include.';
        context.reportError(new GraphQLError(message, { nodes: node }));
      }
      return false;
    },
  };
}

/** Checks the operation's own selections, including those in fragments. */
function isConditional(
  { selections }: SelectionSetNode,
  context: ValidationContext,
  seen = new Set<string>(),
): boolean {
  return selections.some((selection) => {
    if (selection.directives?.some(({ name }) => CONDITIONS.includes(name.value)) === true) return true;
    if (selection.kind === Kind.FIELD) return false;
    if (selection.kind === Kind.INLINE_FRAGMENT) return isConditional(selection.selectionSet, context, seen);
    const name = selection.name.value;
    const fragment = seen.has(name) ? null : context.getFragment(name);
    seen.add(name);
    return fragment ? isConditional(fragment.selectionSet, context, seen) : false;
  });
}
