import { useQuery } from '@apollo/client/react';
import { graphql } from '../../generated/gql.js';

const SUGGESTIONS = graphql(`
  query Suggestions {
    templates {
      id
      label
    }
  }
`);

/** The changes that need no language model, in one row. The label of each is an instruction that means exactly it. */
export function Suggestions({ onPick }: { onPick: (instruction: string) => void }) {
  const { data } = useQuery(SUGGESTIONS);
  // Not worth an error: without them people type their own words.
  const templates = data?.templates ?? [];
  return (
    <div className="suggestions" data-testid="suggestions" role="group" aria-label="Suggestions">
      {templates.map(({ id, label }) => (
        <button key={id} type="button" className="chip" onClick={() => onPick(label)}>
          {label}
        </button>
      ))}
    </div>
  );
}
