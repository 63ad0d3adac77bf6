import { useId, useState } from 'react';
import { useQuery } from '@apollo/client/react';
import { graphql } from '../../generated/gql.js';
import type { SuggestionsQuery } from '../../generated/graphql.js';

const SUGGESTIONS = graphql(`
  query Suggestions {
    templates {
      id
      label
      category
    }
  }
`);

interface SuggestionsProps {
  /** Open until the person says otherwise, as in a conversation that has not begun. */
  openAtFirst: boolean;
  onPick: (instruction: string) => void;
}

/** The changes that need no language model, by category. The label of each is an instruction that means exactly it. */
export function Suggestions({ openAtFirst, onPick }: SuggestionsProps) {
  const { data } = useQuery(SUGGESTIONS);
  const [chosen, setChosen] = useState<boolean | null>(null);
  const listId = useId();
  // Not worth an error: without suggestions people type their own words.
  if (!data || data.templates.length === 0) return null;
  const open = chosen ?? openAtFirst;
  return (
    <div className="suggestions" data-testid="suggestions">
      <button
        type="button"
        className="suggestions-toggle"
        aria-expanded={open}
        aria-controls={listId}
        onClick={() => setChosen(!open)}
      >
        Suggestions
      </button>
      <div id={listId} hidden={!open} className="suggestions-list">
        {byCategory(data.templates).map(([category, templates]) => (
          <div key={category} className="suggestions-group" role="group" aria-label={category}>
            <span className="suggestions-category" aria-hidden="true">
              {category}
            </span>
            <div className="suggestions-chips">
              {templates.map(({ id, label }) => (
                <button key={id} type="button" className="chip" onClick={() => onPick(label)}>
                  {label}
                </button>
              ))}
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}

type Template = SuggestionsQuery['templates'][number];

/** In the order in which the categories first appear. */
function byCategory(templates: readonly Template[]): [string, Template[]][] {
  const categories = [...new Set(templates.map(({ category }) => category))];
  return categories.map((category) => [
    category,
    templates.filter((template) => template.category === category),
  ]);
}
