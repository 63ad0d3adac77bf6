import { useQuery } from '@apollo/client/react';
import { graphql } from '../../generated/gql.js';

const LOOKS = graphql(`
  query Looks {
    templates {
      id
      label
    }
  }
`);

/** The changes that need no language model, in one row. The label of each is an instruction that means exactly it. */
export function Looks({ onPick }: { onPick: (instruction: string) => void }) {
  const { data } = useQuery(LOOKS);
  // Not worth an error: without them people type their own words.
  const templates = data?.templates ?? [];
  return (
    <div className="looks" data-testid="looks" role="group" aria-label="Looks">
      {templates.map(({ id, label }) => (
        <button key={id} type="button" className="chip" onClick={() => onPick(label)}>
          {label}
        </button>
      ))}
    </div>
  );
}
