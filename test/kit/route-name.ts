import type { Route } from '../../core/assistant/route.js';

/** A route in the words of the fixtures. */
export function routeName(route: Route): string {
  switch (route.kind) {
    case 'step':
      return route.step === 'VERSION' ? `VERSION ${route.versionNumber}` : route.step;
    case 'answer':
      return route.answer;
    case 'question':
      return route.about.length === 0 ? 'of nothing known' : route.about.join(' + ');
    default:
      return route.kind;
  }
}
