import type { Problem } from '../../../errors/problem.js';
import { Notice } from '../../../layout/Notice.js';
import { t } from '../../../languages/t.js';

/** Why another try has not begun. */
export function RetryProblem({ problem }: { problem: Problem | null }) {
  return (
    problem && (
      <Notice tone="error" title={problem.sentence}>
        {problem.detail}
      </Notice>
    )
  );
}

export function retryLabel(label: string, retrying: boolean): string {
  return retrying ? t('common.starting') : label;
}
