/** A tab of the playground. */
interface ExampleOperation {
  query: string;
  variables?: string;
}

/** Ids that the examples need; the playground fills in those of the newest video. */
export interface ExampleIds {
  jobId: string;
  regenerationId: string;
}

const JOBS = `# Your videos, newest first.
query Jobs {
  jobs(first: 5) {
    totalCount
    edges {
      node {
        id
        title
        status
        duration
        totalCost
        activeRegeneration { id progress }
      }
    }
  }
}
`;

const CLIPS = `# The clips of a video, with what is sung in each.
query Clips($jobId: ID!) {
  clips(jobId: $jobId) {
    totalClips
    clips {
      clipIndex
      timestampStart
      timestampEnd
      lyricsPreview
      isRegenerated
      currentPrompt
      thumbnailUrl
    }
  }
}
`;

const QUOTE = `# What a change would do, and for how much. Spends nothing.
query Quote($jobId: ID!, $clipIndex: Int!, $instruction: String!) {
  regenerationQuote(jobId: $jobId, clipIndex: $clipIndex, instruction: $instruction) {
    token
    reply
    templates { id label }
    estimatedCost { languageModel video recomposition total known }
    estimatedTime
    warnings { code message }
  }
}
`;

const REGENERATE = `# Starts a change. Take the regenerationId of the answer to the next tab to watch it.
mutation Regenerate($input: RegenerateClipInput!) {
  regenerateClip(input: $input) {
    regenerationId
    status
    estimatedCost
    estimatedTime
  }
}
`;

const PROGRESS = `# Everything that has happened so far, then live until it ends.
subscription Progress($id: ID!) {
  regenerationProgress(regenerationId: $id, afterSequence: 0) {
    sequence
    type
    progress
    message
    modifiedPrompt
    videoUrl
    error { code message retryable charged }
    at
  }
}
`;

/** The tabs that a newcomer finds, in the order in which one would try them. */
export function exampleOperations({ jobId, regenerationId }: ExampleIds): ExampleOperation[] {
  const change = { jobId, clipIndex: 2, instruction: 'make it nighttime' };
  return [
    { query: JOBS },
    { query: CLIPS, variables: shown({ jobId }) },
    { query: QUOTE, variables: shown(change) },
    { query: REGENERATE, variables: shown({ input: change }) },
    { query: PROGRESS, variables: shown({ id: regenerationId }) },
  ];
}

function shown(variables: object): string {
  return JSON.stringify(variables, null, 2);
}
