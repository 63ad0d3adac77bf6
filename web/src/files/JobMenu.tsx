import { useState } from 'react';
import { useApolloClient } from '@apollo/client/react';
import { graphql } from '../generated/gql.js';
import { problemOf } from '../errors/problem.js';
import { Menu } from '../layout/menu/Menu.js';
import { t } from '../languages/t.js';
import { askDeletion } from './pending-deletions.js';
import './files.css';

const DOWNLOAD = graphql(`
  query Download($jobId: ID!) {
    job(id: $jobId) {
      id
      downloadUrl
    }
  }
`);

interface JobMenuProps {
  job: { id: string; title: string; status: string };
  hasVideo: boolean;
  onRename: () => void;
  onDeleted?: () => void;
}

/** The ⋯ menu of a video: rename, download, delete. */
export function JobMenu({ job, hasVideo, onRename, onDeleted }: JobMenuProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const client = useApolloClient();
  const isBusy = ['REGENERATING', 'QUEUED', 'PROCESSING'].includes(job.status);

  const download = async () => {
    setProblem(null);
    try {
      // A signed address lives for an hour, a page for longer.
      const { data } = await client.query({
        query: DOWNLOAD,
        variables: { jobId: job.id },
        fetchPolicy: 'no-cache',
      });
      if (data?.job.downloadUrl) save(data.job.downloadUrl);
      else setProblem(t('files.noDownload'));
    } catch (error) {
      setProblem(problemOf(error).sentence);
    }
  };
  const remove = () => {
    askDeletion(job.id, job.title);
    onDeleted?.();
  };

  return (
    <>
      <Menu
        label={t('common.moreFor', { name: t('common.quoted', { words: job.title }) })}
        name={t('common.quoted', { words: job.title })}
        actions={[
          { label: t('files.rename'), onChoose: onRename, movesFocus: true },
          ...(hasVideo ? [{ label: t('files.download'), onChoose: () => void download() }] : []),
          {
            label: isBusy ? t('files.deleteLater') : t('files.delete'),
            onChoose: remove,
            isDisabled: isBusy,
            ...{ isDangerous: true, movesFocus: true },
          },
        ]}
      />
      {problem !== null && (
        <p className="menu-problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}

/** As a link would: an answer that is an error does not replace the page. */
function save(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = '';
  link.click();
}
