import type { GraphQLError } from 'graphql';
import type { Path } from './field-plan.js';

/** The errors of one response, in the order in which they came. */
export class CollectedErrors {
  readonly errors: GraphQLError[] = [];

  private readonly places = new Set<Path | undefined>();

  /** Ignores an error at or below a place that an error has already made null. */
  add(error: GraphQLError, path: Path | undefined): void {
    for (let place = path; place !== undefined; place = place.prev) if (this.places.has(place)) return;
    if (this.places.has(undefined)) return;
    this.places.add(path);
    this.errors.push(error);
  }
}
