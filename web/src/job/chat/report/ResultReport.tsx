import { useQuery } from '@apollo/client/react';
import { graphql } from '../../../generated/index.js';
import { t } from '../../../languages/t.js';
import { worthSaying } from './worth-saying.js';
import './report.css';

const RESULT_REPORT = graphql(`
  query ResultReport($id: ID!) {
    regeneration(id: $id) {
      id
      changes {
        clipIndex
        instruction
        action
        versions {
          id
          kept {
            score
            changedMoreThanAsked
          }
          seams {
            neighbor
            match
            light {
              after
              isJump
            }
            warmth {
              after
              isJump
            }
            contrast {
              after
              isJump
            }
          }
        }
      }
    }
  }
`);

const JUMPS = { light: 'report.light', warmth: 'report.warmth', contrast: 'report.contrast' } as const;

interface ResultReportProps {
  regenerationId: string;
  /** Else its cuts may be others by now. */
  isStillShown: boolean;
  onSend: (text: string, clips: readonly number[]) => void;
}

/** What a result has kept of its shot, and what jumps at its cuts, where that says something; each with what helps. */
export function ResultReport({ regenerationId, isStillShown, onSend }: ResultReportProps) {
  // Not kept: parts of a change have no ids, and would take the place of those that the conversation has read.
  const { data } = useQuery(RESULT_REPORT, { variables: { id: regenerationId }, fetchPolicy: 'no-cache' });
  const { kept, jump: found, matches } = worthSaying(data?.regeneration?.changes ?? []);
  const jump = isStillShown ? found : null;
  if (kept.length === 0 && jump === null) return null;
  return (
    <div className="result-report" data-testid="result-report">
      {kept.map(({ clip, percent, isLess, instruction }) => (
        <p key={clip} className={isLess ? 'result-report-less' : undefined}>
          {t(isLess ? 'report.less' : 'report.kept', { clip: clip + 1, percent })}{' '}
          {isLess && (
            <button type="button" className="chip" onClick={() => onSend(instruction, [clip])}>
              {t('report.anotherTake')}
            </button>
          )}
        </p>
      ))}
      {jump && (
        <p>
          {t(JUMPS[jump.figure], { clip: jump.neighbor + 1, amount: jump.amount })}{' '}
          {matches.map(({ clip, like, says }) => (
            <button key={says} type="button" className="chip" onClick={() => onSend(says, [clip])}>
              {t('report.match', { clip: clip + 1, like: like + 1 })}
            </button>
          ))}
        </p>
      )}
    </div>
  );
}
