/** The operations that the tests send, as a developer would write them. */
export const JOBS = `{ jobs { totalCount edges { node { id title status } } } }`;

export const JOB = `query ($id: ID!) { job(id: $id) {
  id status errorMessage videoUrl totalCost duration
  budget { limit spent reserved remaining }
  activeRegeneration { id }
  clips { clipIndex versionNumber isRegenerated thumbnailUrl videoUrl currentPrompt originalPrompt regenerationCount }
} }`;

export const QUOTE = `query ($jobId: ID!, $clipIndex: Int!, $instruction: String!) {
  regenerationQuote(jobId: $jobId, clipIndex: $clipIndex, instruction: $instruction) {
    token reply estimatedTime templates { id } warnings { code message }
    estimatedCost { languageModel video recomposition total known }
  }
}`;

export const REGENERATE = `mutation ($input: RegenerateClipInput!) {
  regenerateClip(input: $input) { regenerationId status estimatedCost estimatedTime regeneration { id clipIndex } }
}`;

export const RETRY = `mutation ($id: ID!) { retryRegeneration(id: $id) { regenerationId status } }`;

export const CANCEL = `mutation ($id: ID!) { cancelRegeneration(id: $id) { id status } }`;

export const PROGRESS = `subscription ($id: ID!, $after: Int) { regenerationProgress(regenerationId: $id, afterSequence: $after) {
  regenerationId sequence type progress message modifiedPrompt videoUrl error { code message retryable charged }
} }`;

export const REGENERATION = `query ($id: ID!) { regeneration(id: $id) {
  id status attempt instruction modifiedPrompt progress lastSequence cost { total } error { code message retryable }
  events { sequence type } conversation { role content }
} }`;

export interface JobAnswer {
  job: {
    id: string;
    status: string;
    errorMessage: string | null;
    videoUrl: string;
    totalCost: string;
    duration: number;
    budget: { limit: string; spent: string; reserved: string; remaining: string };
    activeRegeneration: { id: string } | null;
    clips: {
      clipIndex: number;
      versionNumber: number;
      isRegenerated: boolean;
      thumbnailUrl: string;
      videoUrl: string;
      currentPrompt: string;
      originalPrompt: string;
      regenerationCount: number;
    }[];
  };
}

export interface QuoteAnswer {
  regenerationQuote: {
    token: string;
    reply: string;
    estimatedTime: number;
    templates: { id: string }[];
    warnings: { code: string; message: string }[];
    estimatedCost: {
      languageModel: string;
      video: string;
      recomposition: string;
      total: string;
      known: boolean;
    };
  };
}

export interface RegenerateAnswer {
  regenerateClip: { regenerationId: string; status: string; estimatedCost: string; estimatedTime: number };
}

export interface ProgressEvent {
  regenerationId: string;
  sequence: number;
  type: string;
  progress: number;
  message: string;
  modifiedPrompt: string | null;
  videoUrl: string | null;
  error: { code: string; message: string; retryable: boolean; charged: string } | null;
}
